import type { AlertDelta, HallId, HallTile } from '@service-hall/contract'
import type { LinkState } from '@service-hall/ui'
import { createServerClock } from '@service-hall/ui/hall'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { openLiveLine } from './live-line.ts'
import type { LiveLine } from './live-line.ts'
import { createTileBook } from './tile-book.ts'
import { createWatchedHall } from './watched-hall.ts'

/** The hub gives a sign of life every ten seconds; a line without one for this long is shown as lost, ms. */
const SILENT_MS = 15_000
/** Lists and sums follow changes at most this often, ms: rows do not jump under the eye. */
const BEAT_MS = 1_000

/**
 * The halls as they are now. `tileOf(hallId)` in a template follows that hall alone; `all`, and what is computed of it
 * (orders, sums, counts), follows once a second.
 */
export const useLive = defineStore('live', () => {
  const book = createTileBook()
  const clock = createServerClock()
  const line = ref<LinkState>('connecting')
  const ready = ref(false)
  /** The hub's clock, epoch ms, and how long the other end has been silent, ms; both move once a second. */
  const now = ref(clock.read())
  const silentMs = ref(0)
  const all = shallowRef<readonly HallTile[]>([])
  /** Raised with every snapshot: what one may see may be another than before. */
  const snapshots = ref(0)
  const alertListeners = new Set<(delta: AlertDelta) => void>()
  const watched = createWatchedHall()
  let opened: LiveLine | undefined
  let heardAt = performance.now()
  let stop: (() => void) | undefined
  let changed = false

  const isSilent = computed(() => silentMs.value > SILENT_MS)
  /** Whether the page is live, as it is to be shown. */
  const link = computed<LinkState>(() => (line.value === 'online' && isSilent.value ? 'lost' : line.value))

  function heard(): void {
    heardAt = performance.now()
    silentMs.value = 0
  }
  function gather(): void {
    changed = false
    all.value = [...book.halls.value.values()].map(({ value }) => value)
  }
  function beat(): void {
    now.value = clock.read()
    silentMs.value = performance.now() - heardAt
    if (changed) gather()
  }
  watch(book.halls, gather, { flush: 'sync' })

  function connect(): void {
    const timer = setInterval(beat, BEAT_MS)
    opened = openLiveLine({
      state: (state) => (line.value = state),
      heard,
      snapshot(snapshot, askedAt) {
        clock.heard(snapshot.now, performance.timeOrigin + askedAt)
        heard()
        book.replace(snapshot.tiles)
        ready.value = true
        snapshots.value += 1
        beat()
      },
      tiles(delta) {
        clock.followed(delta.now, false)
        book.patch(delta.tiles)
        changed = true
      },
      alerts: (delta) => alertListeners.forEach((listener) => listener(delta)),
      hall: watched.take,
      hallDelta: watched.fold,
      hallRefused: watched.refuse,
    })
    opened.watchHall(watched.hallId.value)
    stop = () => {
      clearInterval(timer)
      opened?.close()
    }
  }

  /** Calls a listener with alerts that changed; what they stand upon is asked for at each snapshot. */
  function onAlerts(listener: (delta: AlertDelta) => void): void {
    alertListeners.add(listener)
  }

  /** Watches one hall closely, in place of the one before; null: none. */
  function watchHall(hallId: HallId | null): void {
    watched.want(hallId)
    opened?.watchHall(hallId)
  }

  /** The tile of a hall; undefined: there is none, or it is not seen. */
  const tileOf = (hallId: HallId): HallTile | undefined => book.halls.value.get(hallId)?.value

  return {
    line,
    link,
    ready,
    now,
    silentMs,
    all,
    snapshots,
    tileOf,
    onAlerts,
    watchHall,
    hall: watched.hall,
    hallRefused: watched.refused,
    connect,
    close: () => stop?.(),
    book,
  }
})
