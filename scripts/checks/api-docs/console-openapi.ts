import { CONSOLE_ROUTES, HttpRefusal, REFUSALS, ROUTE_REFUSALS, refusalStatus } from '@service-hall/contract'
import type { ConsoleReach, ConsoleRoute, ConsoleUser, RefusalCode } from '@service-hall/contract'
import { z } from 'zod'
import { components, componentsFor, operationId, parameters, schemaOf } from './schemas.ts'
import type { Json } from './schemas.ts'
import { TypeSchemas } from './type-schemas.ts'

const USERS: Record<ConsoleUser, string> = {
  stranger: 'anybody',
  monitor: 'a monitoring peer with its token',
  signedIn: 'anybody signed in',
  see: 'who may look',
  supervise: 'supervisors',
  operate: 'operators',
  administer: 'administrators',
}
const REACHES: Record<ConsoleReach, string> = {
  own: '',
  place:
    'at the hall, region or thing that is named; who sees nothing of it is answered as if it were not there',
  seen: 'the answer holds what lies in one’s own regions, and nothing else',
  root: 'of the whole organisation',
  decided: 'each command says where',
}

/** The HTTP interface of a region's hub as OpenAPI 3.1. */
export function consoleOpenapi(): Json {
  const types = new TypeSchemas()
  const paths: Record<string, Json> = {}
  for (const route of CONSOLE_ROUTES) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, types) }
  }
  // A type that is also a schema is told as that, which says more.
  const answers = Object.fromEntries(
    [...types.components].filter(([name]) => !Object.hasOwn(components, name)),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'Service Hall: the hub of a region over HTTP',
      version: '1',
      description:
        'What the console asks of the hub. Live figures and alerts come over Socket.IO (namespace `/console`), the lines of halls are described in docs/uplink.md. Made by `npm run api-docs` from the contract.',
    },
    paths,
    components: {
      schemas: componentsFor({ paths, answers }, answers),
      securitySchemes: {
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: 'console_session' },
          description:
            'Session of an account; `__Host-console_session` behind TLS. Requests that change something and carry an `Origin` must come from the hub’s own pages.',
        },
        monitoring: { type: 'http', scheme: 'bearer', description: 'Token of `monitoring.token`.' },
      },
    },
  }
}

function operation(route: ConsoleRoute, types: TypeSchemas): Json {
  const { method, path, does, by, at, params, query, request, example = {} } = route
  const reach = REACHES[at]
  const only = route.only === 'oidc' ? ' Only where the hub was started with an identity provider.' : ''
  return {
    operationId: operationId(method, path),
    summary: does,
    description: `For: ${USERS[by]}${reach === '' ? '' : `; ${reach}`}.${only}`,
    'x-power': by,
    'x-where': at,
    security: by === 'stranger' ? [] : [by === 'monitor' ? { monitoring: [] } : { session: [] }],
    ...(params || query
      ? {
          parameters: [
            ...parameters(params, 'path', example.params),
            ...parameters(query, 'query', example.query),
          ],
        }
      : {}),
    ...(request ? { requestBody: { required: true, content: bodyOf(request, example.request) } } : {}),
    responses: { ...refusals(route), ...answered(route.answers, types) },
  }
}

function bodyOf(schema: z.ZodType, example: unknown): Json {
  return { 'application/json': { schema: schemaOf(schema), ...(example === undefined ? {} : { example }) } }
}

function answered(answers: ConsoleRoute['answers'], types: TypeSchemas): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, body]) => {
      if (body === null) return [status, { description: 'done' }]
      if ('type' in body) return [status, { description: body.is, content: { [body.type]: {} } }]
      const one = types.refTo(body.json)
      const schema = body.of === 'list' ? { type: 'array', items: one } : one
      return [status, { description: 'the answer', content: { 'application/json': { schema } } }]
    }),
  )
}

/** Refusals by status: which codes, and what each says. */
function refusals({ method, answers, refusals: own }: ConsoleRoute): Json {
  const byStatus: Record<number, RefusalCode[]> = {}
  const common = ROUTE_REFUSALS.filter((code) => method !== 'GET' || code !== 'access.otherOrigin')
  for (const code of new Set([...own, ...common])) (byStatus[refusalStatus(code)] ??= []).push(code)
  return Object.fromEntries(
    Object.entries(byStatus)
      .filter(([status]) => !Object.hasOwn(answers, status))
      .map(([status, codes]) => [
        status,
        {
          description: codes.map((code) => `\`${code}\`: ${REFUSALS[code].en}`).join('. '),
          'x-refusals': codes,
          content: { 'application/json': { schema: schemaOf(HttpRefusal) } },
        },
      ]),
  )
}
