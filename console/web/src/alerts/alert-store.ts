import type { AlertDelta, AlertId, AlertSeen, AlertSnapshot } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { ask } from '../api/api.ts'
import { useLive } from '../live/live-store.ts'

const RETRY_MS = 3_000

/** The alerts of all halls that one sees, as they are now: open ones, and those that ended lately. */
export const useAlerts = defineStore('alerts', () => {
  const live = useLive()
  const alerts = shallowRef<ReadonlyMap<AlertId, AlertSeen>>(new Map())
  const ready = ref(false)
  /** Code of what went wrong at the last attempt to read them. */
  const failed = ref<string | null>(null)
  const raisedListeners = new Set<(alert: AlertSeen) => void>()
  /** What came while the list was asked for. */
  let meanwhile: AlertDelta[] = []
  let asking = 0

  function put(list: readonly AlertSeen[]): void {
    const next = new Map(alerts.value)
    for (const alert of list) {
      const known = next.get(alert.alertId)
      if (known && known.revision > alert.revision) continue
      next.set(alert.alertId, alert)
      if (ready.value && isRaised(known, alert)) raisedListeners.forEach((listener) => listener(alert))
    }
    alerts.value = next
  }

  async function load(): Promise<void> {
    asking += 1
    const turn = asking
    meanwhile = []
    const answer = await ask<AlertSnapshot>('GET', '/api/alerts')
    if (turn !== asking) return
    failed.value = answer.ok ? null : answer.code
    if (!answer.ok) return void setTimeout(() => turn === asking && void load(), RETRY_MS)
    const { upTo, alerts: all } = answer.value
    alerts.value = new Map(all.map((alert) => [alert.alertId, alert]))
    for (const delta of meanwhile) if (delta.upTo > upTo) put(delta.alerts)
    ready.value = true
  }

  live.onAlerts((delta) => {
    meanwhile.push(delta)
    put(delta.alerts)
  })
  watch(
    () => live.snapshots,
    (count) => {
      if (count > 0) void load()
    },
    { immediate: true },
  )

  const all = computed(() => [...alerts.value.values()])
  /** Open ones that are not silent, the gravest first, those that rest behind them, then the untaken, then the oldest. */
  const open = computed(() =>
    all.value.filter(({ clearedAt, silenced }) => clearedAt === null && !silenced).sort(worst),
  )

  /** Calls a listener with each alert that begins, or becomes critical, from now on. */
  function onRaised(listener: (alert: AlertSeen) => void): void {
    raisedListeners.add(listener)
  }

  return { all, open, ready, failed, load, onRaised }
})

/** Whether it is news that asks for somebody: what is silent or rests asks for nobody. */
export function isRaised(
  before: AlertSeen | undefined,
  { clearedAt, silenced, rests, severity, restless }: AlertSeen,
): boolean {
  if (clearedAt !== null || silenced !== null || rests !== null) return false
  if (!before) return true
  const isWorse = severity === 'critical' && before.severity !== 'critical'
  return isWorse || (before.clearedAt !== null && !restless)
}

/** Order of alerts: what should be looked at first stands first; what rests, behind what is as grave. */
export function worst(a: AlertSeen, b: AlertSeen): number {
  const rank = ({ severity, rests, acknowledged }: AlertSeen): number =>
    (severity === 'critical' ? 0 : 4) + (rests ? 2 : 0) + (acknowledged ? 1 : 0)
  return rank(a) - rank(b) || a.raisedAt - b.raisedAt
}
