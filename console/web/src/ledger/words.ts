import { REFUSALS } from '@service-hall/contract'
import type { AssetSeen, AssetStage, HallId, HubDirective, Localized } from '@service-hall/contract'
import { describeDevice, useText } from '@service-hall/ui'
import type { IconName } from '@service-hall/ui'
import { accountOf } from '../alerts/words.ts'
import { useLive } from '../live/live-store.ts'

type Look = { tone: 'good' | 'warn' | 'bad' | 'info' | 'idle'; icon: IconName }

export const STAGE_LOOKS: Readonly<Record<AssetStage, Look>> = {
  ordered: { tone: 'idle', icon: 'clock' },
  enrolled: { tone: 'info', icon: 'check' },
  inService: { tone: 'good', icon: 'check' },
  inRepair: { tone: 'warn', icon: 'tool' },
  retired: { tone: 'idle', icon: 'none' },
}

export const DIRECTIVE_LOOKS: Readonly<Record<HubDirective['state'], Look>> = {
  given: { tone: 'info', icon: 'clock' },
  open: { tone: 'info', icon: 'arrow' },
  begun: { tone: 'info', icon: 'play' },
  done: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
  refused: { tone: 'bad', icon: 'cross' },
  expired: { tone: 'warn', icon: 'clock' },
  superseded: { tone: 'idle', icon: 'none' },
  withdrawn: { tone: 'idle', icon: 'undo' },
  unheard: { tone: 'warn', icon: 'linkLost' },
}

export type LedgerText = {
  hall: (hallId: HallId) => string
  live: (asset: AssetSeen) => Look & { text: string }
  /** Why a directive ended as it did; empty where nothing is to be said. */
  reason: (directive: Pick<HubDirective, 'code' | 'detail'>) => string
  target: (target: HubDirective['target']) => string
  /** Which release a directive is about, and whether it is to run. */
  release: (work: HubDirective['work']) => string
  stamp: (at: number) => string
  /** A span, in minutes, hours or days. */
  span: (ms: number | null) => string
}

/** What pages say of the ledger and of directives, in the language that is on. */
export function useLedgerText(): LedgerText {
  const { t, say, language } = useText()
  const live = useLive()
  const rows: Readonly<Record<string, Localized>> = REFUSALS
  const stampOf = (at: number): string =>
    new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
      ...{ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    }).format(at)
  return {
    hall: (hallId) => {
      const tile = live.tileOf(hallId)
      return tile ? say(tile.name) : hallId
    },
    live({ bound, live: now, switchedOff: off, offByCalendar }) {
      if (!bound) return { tone: 'idle', icon: 'none', text: t('ledgerWords.live.none') }
      if (!now) return { tone: 'idle', icon: 'question', text: t('ledgerWords.live.unknown') }
      if (off) {
        const who = accountOf(off.by) ?? t('ledgerWords.live.hub')
        const text = t('ledgerWords.live.off', { at: stampOf(off.until), who })
        return { tone: 'idle', icon: 'moon', text }
      }
      if (offByCalendar) return { tone: 'idle', icon: 'moon', text: t('ledgerWords.live.offByCalendar') }
      if (now.is === 'station')
        return now.connected
          ? { tone: 'good', icon: 'check', text: t('ledgerWords.live.online') }
          : { tone: 'bad', icon: 'linkLost', text: t('ledgerWords.live.offline') }
      const isGood = now.state.device === 'online'
      return {
        tone: isGood ? 'good' : 'bad',
        icon: isGood ? 'check' : 'warn',
        text: say(describeDevice(now.state)),
      }
    },
    reason({ code, detail }) {
      if (code === null) return ''
      const known = Object.hasOwn(rows, code) ? rows[code] : undefined
      return [known ? say(known) : code, ...(detail === null ? [] : [detail])].join(' · ')
    },
    target: (target) =>
      target.of === 'hall' ? '–' : target.of === 'station' ? target.stationId : target.deviceId,
    release({ version, packages, activate }) {
      const isStaging = packages !== undefined && activate !== true
      return t(`ledgerWords.release.${isStaging ? 'stage' : 'activate'}`, { version: String(version) })
    },
    stamp: stampOf,
    span(ms) {
      if (ms === null) return '–'
      if (ms < 3_600_000) return t('age.minutes', { n: Math.round(ms / 60_000) })
      const hours = ms / 3_600_000
      return hours < 48
        ? t('age.hours', { n: hours.toFixed(1) })
        : t('age.days', { n: (hours / 24).toFixed(1) })
    },
  }
}
