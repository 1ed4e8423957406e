import { LANGUAGES, announcementText } from '@service-hall/contract'
import type { Language } from '@service-hall/contract'
import { useHallStore } from '@service-hall/ui/hall'
import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import { announce, SILENT } from './announcer.ts'
import type { AnnouncerEvent, CallOut, Phase, Speaking } from './announcer.ts'
import { browserVoice } from './browser-voice.ts'
import { hallVoice } from './hall-voice.ts'
import { heard, listed, missedCalls } from './hearing.ts'
import type { Passed } from './hearing.ts'
import { openSound } from './sound.ts'
import { createVoice } from './voice.ts'
import type { Heard, VoicePort } from './voice.ts'

/** One phase that was announced, and how; times in hall time, epoch ms. */
export type Announced = {
  turn: number
  callNumber: number
  ticketNumber: string
  counterNumber: string
  phase: Phase
  heard: Heard
  from: number
  to: number
}

/** A call-out is shown at least this long, voice or not; shorter when others wait. */
const SHOWN_MS = { alone: 8000, othersWait: 5000 }
/** Quiet between two announcements. */
const GAP_MS = 500
const CHIME_MS = 4000
const LOG_LENGTH = 48

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What is being announced, driven by the live facts of the hall and by the sounds of this page. */
export const useAnnouncerStore = defineStore('announcer', () => {
  const hall = useHallStore()
  const sound = openSound()
  const state = shallowRef(SILENT)
  /** The latest phases announced, oldest first. */
  const log = ref<Announced[]>([])

  let shownSince = 0
  let chimeRang = false
  const speech = typeof speechSynthesis === 'undefined' ? undefined : speechSynthesis
  const fromHall = hallVoice(sound)
  /** Where there is no voice, the chime before the words has to do. */
  const chimeAlone: VoicePort = { name: 'chime', say: async () => chimeRang }
  const say = createVoice([browserVoice(speech), fromHall, chimeAlone], () => performance.now())

  /** The hall speaks calls that are on its list; a recall has taken the place of the call it repeats. */
  function listedAs({ ticketId, counterId, callNumber }: CallOut): number {
    const row = hall.view.calls.find((other) => other.ticketId === ticketId && other.counterId === counterId)
    return row?.callNumber ?? callNumber
  }

  const languages = (): readonly Language[] => hall.view.config?.hall.languages ?? LANGUAGES

  async function chime(calls: Speaking['calls']): Promise<Heard> {
    shownSince = performance.now()
    // In a rush most are said in the first language only; another one is fetched when its turn comes.
    fromHall.prepare(calls.map(listedAs), calls.length > 1 ? languages().slice(0, 1) : languages())
    const stop = new AbortController()
    chimeRang = await Promise.race([sound.chime(stop.signal), pause(CHIME_MS).then(() => false)])
    stop.abort()
    return chimeRang ? 'chime' : 'silent'
  }

  async function hold(): Promise<Heard> {
    const shown = state.value.waiting.length > 0 ? SHOWN_MS.othersWait : SHOWN_MS.alone
    await pause(Math.max(GAP_MS, shown - (performance.now() - shownSince)))
    return 'silent'
  }

  function perform({ calls, phase }: Speaking): Promise<Heard> {
    switch (phase) {
      case 'chime':
        return chime(calls)
      case 'zh':
      case 'en':
        return say({
          callNumbers: calls.map(listedAs),
          language: phase,
          text: announcementText(calls, phase),
        })
      case 'hold':
        return hold()
    }
  }

  async function run(speaking: Speaking): Promise<void> {
    const from = hall.clockNow()
    const how = await perform(speaking)
    const said = { phase: speaking.phase, heard: how, from, to: hall.clockNow() }
    const done = speaking.calls.map(({ callNumber, ticketNumber, counterNumber }) => ({
      turn: speaking.turn,
      callNumber,
      ticketNumber,
      counterNumber,
      ...said,
    }))
    log.value = [...log.value, ...done].slice(-LOG_LENGTH)
    dispatch({ type: 'phaseEnded', turn: speaking.turn })
  }

  /** Staff at the counter learn that nobody heard their call. */
  function tellPassedOver({ ticketId, callNumber }: Passed): void {
    void hall.send({ type: 'ticket.notAnnounced', ticketId, callNumber })
  }

  function dispatch(event: AnnouncerEvent): void {
    const before = state.value.speaking?.turn
    state.value = announce(state.value, event, languages())
    state.value.passedOver.forEach(tellPassedOver)
    const { speaking } = state.value
    if (speaking && speaking.turn !== before) void run(speaking)
  }

  hall.onFact((entry) => {
    const event = heard(hall.view, entry, hall.clockNow())
    if (event?.type === 'tooLate') tellPassedOver(event)
    else if (event) dispatch(event)
  })
  // A new snapshot replaces the view. At once, so that it comes before the facts that follow it.
  watch(
    () => hall.view,
    (view, before) => {
      const { late, fresh } = missedCalls(before.number, view, hall.clockNow())
      late.forEach(tellPassedOver)
      for (const event of [listed(view), ...fresh]) dispatch(event)
    },
    { flush: 'sync' },
  )

  return { state, log, soundBlocked: sound.blocked, unlockSound: sound.unlock }
})
