import type { HallId, Language, Localized, RegionId, ReportRow } from '@service-hall/contract'
import type { ConsolePorts } from '../ports.ts'

const ROW_TITLES: Readonly<Record<ReportRow, Localized>> = {
  region: { zh: '区域', en: 'Region' },
  hall: { zh: '营业厅', en: 'Hall' },
  day: { zh: '日期', en: 'Day' },
  week: { zh: '周（周一起）', en: 'Week from' },
  month: { zh: '月份', en: 'Month' },
  service: { zh: '业务', en: 'Service' },
  counter: { zh: '窗口', en: 'Counter' },
  staff: { zh: '人员', en: 'Staff' },
  machine: { zh: '设备', en: 'Device' },
}
const NONE: Localized = { zh: '（无）', en: '(none)' }

/** What ids of rows are called in a report. */
export class ReportNames {
  readonly #language: Language
  readonly #regions: ReadonlyMap<RegionId, { name: Localized }>
  readonly #halls = new Map<HallId, Localized>()
  readonly #services = new Map<string, Localized>()

  constructor(
    { live, records }: Pick<ConsolePorts, 'live' | 'records'>,
    halls: readonly HallId[],
    language: Language,
  ) {
    this.#language = language
    this.#regions = records.state.regions
    for (const hallId of halls) {
      const { config } = live.hall(hallId).view
      if (!config) continue
      this.#halls.set(hallId, config.hall.name)
      for (const { id, name } of config.services) if (!this.#services.has(id)) this.#services.set(id, name)
    }
  }

  title(row: ReportRow): string {
    return ROW_TITLES[row][this.#language]
  }

  region(regionId: RegionId): string {
    return this.#regions.get(regionId)?.name[this.#language] ?? regionId
  }

  of(row: ReportRow, key: string): string {
    if (key === '') return NONE[this.#language]
    if (row === 'hall') return `${this.#halls.get(key as HallId)?.[this.#language] ?? ''} ${key}`.trim()
    if (row === 'service') return this.#services.get(key)?.[this.#language] ?? key
    if (row === 'machine') return key.slice(key.indexOf(':') + 1)
    return key
  }
}
