import { join } from 'node:path'
import { bearerFile } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { monitoringRoutes } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { capability } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import { hallHealth } from './health.ts'
import type { HallMetrics } from './metrics.ts'

type Ports = { hall: HallOf; clock: Clock; log: Log; metrics: HallMetrics; dataFolder: string }

/** Whether the server is well and how much it does, for a monitoring peer that has the token of `monitoring.token`. */
export const monitoring = capability({
  name: 'monitoring',
  routes(app: FastifyInstance, { hall, clock, log, metrics, dataFolder }: Ports) {
    monitoringRoutes(app, {
      admits: bearerFile(join(dataFolder, 'monitoring.token'), log),
      health: () => hallHealth(hall, dataFolder, clock),
      metrics: () => metrics.read(),
    })
  },
})
