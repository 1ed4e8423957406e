// Writes the descriptions of the hall's interfaces from the contract; with --check it only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { inRoot } from '@service-hall/harness/paths'
import { apiDocs } from './api-docs/files.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
mkdirSync(inRoot('docs/api'), { recursive: true })
for (const [path, text] of await apiDocs()) {
  const isSame = existsSync(inRoot(path)) && readFileSync(inRoot(path), 'utf8') === text
  if (isSame) continue
  if (values.check) {
    console.error(`${path} is not what the contract says; run: npm run api-docs`)
    process.exitCode = 1
  } else {
    writeFileSync(inRoot(path), text)
    console.log(path)
  }
}
