import { format, resolveConfig } from 'prettier'
import { stringify } from 'yaml'
import { inRoot } from '@service-hall/harness/paths'
import { billingOpenapi } from './billing-openapi.ts'
import { hallAsyncapi } from './asyncapi.ts'
import { consoleOpenapi } from './console-openapi.ts'
import { hallOpenapi } from './openapi.ts'

const descriptions = {
  'docs/api/hall-openapi.yaml': hallOpenapi,
  'docs/api/hall-asyncapi.yaml': hallAsyncapi,
  'docs/api/hub-openapi.yaml': consoleOpenapi,
  'docs/api/billing-openapi.yaml': billingOpenapi,
}

/** Path → text of every description, as it should stand in the repository. */
export async function apiDocs(): Promise<[path: string, text: string][]> {
  return Promise.all(
    Object.entries(descriptions).map(async ([path, describe]): Promise<[string, string]> => {
      const text = stringify(describe(), { aliasDuplicateObjects: false, lineWidth: 0 })
      return [path, await format(text, { ...(await resolveConfig(inRoot(path))), parser: 'yaml' })]
    }),
  )
}
