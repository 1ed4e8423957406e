/**
 * Metrics in Prometheus' text format, on prom-client: `@service-hall/server-kit/metrics`. Each server has a registry of
 * its own. Labels name kinds (a type of command, a state), never a person, a ticket or a single device: each value of a
 * label is a series of its own for ever.
 */
export { Counter, Gauge, Histogram, Registry } from 'prom-client'
export { processMetrics } from './process-metrics.ts'
