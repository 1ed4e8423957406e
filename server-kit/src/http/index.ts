/** The HTTP side of a server, on Fastify: `@service-hall/server-kit/http`. */
export * from './cookie.ts'
export * from './headers.ts'
export * from './host.ts'
export * from './monitoring.ts'
export * from './origin.ts'
export * from './pages.ts'
export * from './reply.ts'
export * from './strict-json.ts'
