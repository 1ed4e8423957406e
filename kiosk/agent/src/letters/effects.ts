import { LONGEST_LETTER, namesOnPaper } from '@service-hall/contract'
import type { HallConfig } from '@service-hall/contract'
import { rareLetters } from '@service-hall/drivers'
import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'

/** Has the screen draw the letters of the hall's names that the printer lacks, before a ticket needs them. */
export function lettersEffects({ letters, hall, refresh, log }: Ports): Effects {
  function need(): void {
    letters.need(hall.config ? lettersFor(hall.config, hall.stationId) : [])
    refresh()
  }
  return {
    start: need,
    hallRead: need,
    hallFollowed: (types) => types.has('HallConfigured') && need(),
    screenOpened: () => letters.screenOpened(),
    intents: {
      letters({ drawn }) {
        const { taken, missing } = letters.take(drawn)
        if (taken > 0) log.info('letters.drawn', { drawn: taken - missing, missing })
        refresh()
      },
    },
    view: () => (letters.asked.length > 0 ? { letters: letters.asked } : {}),
  }
}

/** Each once; none where the station has no printer. */
function lettersFor(config: HallConfig, stationId: string): string[] {
  const hasPrinter = config.devices.some(({ kind, station }) => kind === 'printer' && station === stationId)
  if (!hasPrinter) return []
  const texts = namesOnPaper(config).flatMap(({ name }) => [name.zh, name.en])
  return [...new Set(texts.flatMap(rareLetters))].filter((letter) => letter.length <= LONGEST_LETTER)
}
