import type { OpeningHours, TicketId } from '@service-hall/contract'
import { useHallStore } from '@service-hall/ui/hall'
import type { TestHall } from '@service-hall/ui/testing'
import type { Pinia } from 'pinia'
import { useAnnouncerStore } from '../display/announcing/announcer-store.ts'
import { SILENT } from '../display/announcing/announcer.ts'
import { usePlaylist } from '../display/playing/playlist-store.ts'
import type { Phase } from '../display/announcing/announcer.ts'
import { aHallOfCounters, anEmptyHall, anOpenHall, arrive, serve, tell } from './a-busy-hall.ts'
import { live } from './show.ts'
import type { LoadedPage } from './show.ts'

async function page(): Promise<LoadedPage> {
  const [{ default: root }, { displayTexts }] = await Promise.all([
    import('../display/DisplayPage.vue'),
    import('../display/texts.ts'),
    import('../display/display.css'),
  ])
  document.documentElement.dataset['scheme'] = 'light'
  // It measures its text when it is mounted: its styles must hold by then, and a busy machine takes its time.
  while (getComputedStyle(document.body).cursor !== 'none')
    await new Promise((resolve) => requestAnimationFrame(resolve))
  return { root, texts: displayTexts }
}
const display = (hall: () => TestHall, before?: (pinia: Pinia, hall: TestHall) => void) =>
  live({ page, hall, roles: null, ...(before ? { before } : {}) })

/** A morning with three counters: one calls, one serves, one is on a break. */
function usual(): TestHall {
  const hall = anOpenHall('C1', 'C2', 'C3')
  const ids = arrive(hall, 16, 21)
  const first = (service: string): TicketId => {
    const id = ids.find(
      (one) =>
        hall.view.tickets[one]?.serviceId === service && hall.view.tickets[one].state.status === 'waiting',
    )
    if (!id) throw new Error(`nobody waits for ${service}`)
    return id
  }
  for (const level of [5, 4] as const) serve(hall, first('pay'), 'C1', 2, level)
  serve(hall, first('change'), 'C3', 12, 5)
  hall.pause('C3')
  const served = first('newConnection')
  hall.call(served, 'C2')
  hall.pass(30)
  hall.start(served, 'C2')
  hall.pass(15)
  hall.call(first('meterCard'), 'C1')
  hall.pass(3)
  return hall
}
/** As many calls as a display keeps, at so many counters. */
function many(counters: number): TestHall {
  const hall = aHallOfCounters(counters)
  const ids = arrive(hall, counters + 40, 5)
  ids.slice(0, counters).forEach((id, index) => {
    hall.call(id, `C${index + 1}`)
    hall.pass(8)
    if (index % 3 === 0) hall.start(id, `C${index + 1}`)
  })
  return hall
}
const ENDED_HOURS: OpeningHours[number] = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  from: '06:00',
  to: '07:00',
}
/** A hall that has closed while people wait. */
function closedForToday(): TestHall {
  const hall = usual()
  for (const service of hall.config.services) service.openingHours = [ENDED_HOURS]
  return hall
}
/** A hall that speaks Chinese only. */
function oneLanguage(): TestHall {
  const hall = usual()
  hall.config.hall.languages = ['zh']
  return hall
}
/** Numbers of four digits, which a long day brings. */
function longNumbers(): TestHall {
  const hall = aHallOfCounters(12)
  const ids = arrive(hall, 3_300, 1)
  for (const ticketId of ids.slice(0, -60)) tell(hall, { type: 'TicketVoided', ticketId })
  const late = Object.values(hall.view.tickets).slice(-8)
  late.forEach(({ id }, index) => {
    hall.call(id, `C${index + 1}`)
    hall.pass(6)
  })
  return hall
}

/** The latest call is being announced; in a rush the latest few in one sentence. */
const speaking =
  (phase: Phase, { times = 1, together = 1 } = {}) =>
  (pinia: Pinia, hall: TestHall): void => {
    const [call, ...others] = hall.view.calls.slice(0, together).map((row) => ({
      ...row,
      language: hall.view.tickets[row.ticketId]?.language ?? ('zh' as const),
      counterNumber: hall.config.counters.find(({ id }) => id === row.counterId)?.number ?? '',
      times,
    }))
    if (!call) throw new Error('nobody was called')
    useAnnouncerStore(pinia).state = { ...SILENT, speaking: { calls: [call, ...others], phase, turn: 1 } }
  }
/** A loudspeaker that waits for a touch. */
class MutedAudio extends EventTarget {
  readonly state = 'suspended'
  resume(): Promise<void> {
    return new Promise(() => undefined)
  }
}
/** The longest text that a slide may have. */
const playing =
  (times: number) =>
  (pinia: Pinia): void => {
    const [zh, en] = ['本厅周末照常营业。', 'This hall is open at weekends too. ']
    const slide = { zh: zh.repeat(times).slice(0, 120), en: en.repeat(times).slice(0, 160).trim() }
    usePlaylist(pinia).slide = { kind: 'text', ...slide, seconds: 10 }
  }
const lostFor = (seconds: number) => (pinia: Pinia, hall: TestHall) => {
  const store = useHallStore(pinia)
  store.link = 'lost'
  store.linkSince = hall.now() - seconds * 1000
}

export const displayStates = {
  connecting: display(anEmptyHall, (pinia) => (useHallStore(pinia).ready = false)),
  closed: display(anEmptyHall),
  nobodyYet: display(() => anOpenHall('C1', 'C2', 'C3')),
  usual: display(usual),
  calling: display(usual, speaking('zh')),
  recalling: display(usual, speaking('en', { times: 2 })),
  rush: display(() => many(16), speaking('zh', { together: 4 })),
  oneLanguage: display(oneLanguage, speaking('zh')),
  sixCounters: display(() => many(6), speaking('chime')),
  sixteenCounters: display(() => many(16), speaking('chime')),
  thirtyCounters: display(() => many(30), speaking('chime')),
  longNumbers: display(longNumbers, speaking('zh')),
  closedForToday: display(closedForToday),
  playing: display(usual, playing(1)),
  playingLong: display(closedForToday, playing(20)),
  playingSmall: display(() => many(30), playing(20)),
  playingNobodyYet: display(() => anOpenHall('C1', 'C2', 'C3'), playing(5)),
  playingCall: display(usual, (pinia, hall) => {
    playing(1)(pinia)
    speaking('zh')(pinia, hall)
  }),
  soundBlocked: display(usual, () => {
    globalThis.AudioContext = MutedAudio as unknown as typeof AudioContext
  }),
  lost: display(usual, lostFor(90)),
  signedOut: display(usual, (pinia) => (useHallStore(pinia).link = 'signedOut')),
}
