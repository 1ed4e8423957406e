import { HALL_ROUTES, HttpRefusal, REFUSALS, ROUTE_REFUSALS, refusalStatus } from '@service-hall/contract'
import type { HallRoute, RefusalCode, RouteUser } from '@service-hall/contract'
import { z } from 'zod'
import { componentsFor, operationId, parameters, schemaOf } from './schemas.ts'
import type { Json } from './schemas.ts'

const USERS: Record<RouteUser, string> = {
  stranger: 'Anybody.',
  signedIn: 'Anybody signed in, and enrolled machines.',
  administrator: 'Administrators.',
  manager: 'Administrators and lobby managers.',
  listener: 'Staff and call displays.',
  monitor: 'A monitoring peer with its token.',
}

/** The HTTP interface of a hall server as OpenAPI 3.1. */
export function hallOpenapi(): Json {
  const paths: Record<string, Json> = {}
  for (const route of HALL_ROUTES) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Service Hall: a hall server over HTTP',
      version: '1',
      description:
        'Signing in, letting machines in, spoken announcements and monitoring. Everything else goes over the socket: see hall-asyncapi.yaml. Made by `npm run api-docs` from the contract.',
    },
    paths,
    components: {
      schemas: componentsFor({ paths }),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'hall_session',
          description: 'Session of a member of staff or enrolment of a machine.',
        },
        monitoring: { type: 'http', scheme: 'bearer', description: 'Token of `monitoring.token`.' },
      },
    },
  }
}

function operation({ method, path, does, by, params, query, request, answers, ...refused }: HallRoute): Json {
  return {
    operationId: operationId(method, path),
    summary: does,
    description: `For: ${USERS[by]}`,
    security: by === 'stranger' ? [] : [by === 'monitor' ? { monitoring: [] } : { session: [] }],
    ...(params || query
      ? { parameters: [...parameters(params, 'path'), ...parameters(query, 'query')] }
      : {}),
    ...(request ? { requestBody: { required: true, content: json(request) } } : {}),
    responses: { ...refusals(method, answers, refused), ...answered(answers) },
  }
}

function json(schema: z.ZodType): Json {
  return { 'application/json': { schema: schemaOf(schema) } }
}

function answered(answers: HallRoute['answers']): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, body]) => {
      if (body === null) return [status, { description: 'done' }]
      if (body instanceof z.ZodType) return [status, { description: 'the answer', content: json(body) }]
      return [status, { description: body.is, content: { [body.type]: {} } }]
    }),
  )
}

/** Refusals by status: which codes, and what each says. */
function refusals(
  method: HallRoute['method'],
  answers: HallRoute['answers'],
  { refusals: own, statuses = {} }: Pick<HallRoute, 'refusals' | 'statuses'>,
): Json {
  const byStatus: Record<number, RefusalCode[]> = {}
  const common = ROUTE_REFUSALS.filter((code) => method !== 'GET' || code !== 'access.otherOrigin')
  for (const code of [...own, ...common]) (byStatus[statuses[code] ?? refusalStatus(code)] ??= []).push(code)
  return Object.fromEntries(
    Object.entries(byStatus)
      .filter(([status]) => !Object.hasOwn(answers, status))
      .map(([status, codes]) => [
        status,
        {
          description: codes.map((code) => `\`${code}\`: ${REFUSALS[code].en}`).join('. '),
          'x-refusals': codes,
          content: json(HttpRefusal),
        },
      ]),
  )
}
