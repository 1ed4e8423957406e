import { serveTasks } from '../lib/worker.ts'
import { runHall } from './payments/run.ts'
import type { HallResult } from './payments/run.ts'

export type PaymentTasks = { run: { task: { seed: number }; answer: HallResult } }

serveTasks({ run: ({ seed }: { seed: number }) => runHall(seed) })
