// Prices of the sandbox: shaped like those of a province, none of a real one. All arithmetic is in whole numbers.

export type Kind = 'resident' | 'residentPeakValley' | 'business'
type Name = { zh: string; en: string }

export type Component = {
  kind: string
  name: Name
  quantityMilli: number | null
  unit: string | null
  priceTenThousandths: number | null
  fen: number
}

/** Residents' ladder (阶梯): from so many kWh of a calendar year on, so much more than the base price. */
const LADDER = [
  { fromKwh: 0, plus: 0, name: { zh: '第一档', en: 'Step 1' } },
  { fromKwh: 2_520, plus: 500, name: { zh: '第二档', en: 'Step 2' } },
  { fromKwh: 4_800, plus: 3_000, name: { zh: '第三档', en: 'Step 3' } },
] as const
const BASE = 5_199
const FUND = 270
const PEAK = 300
const VALLEY = -2_000
const BUSINESS = 6_812
const BUSINESS_PEAK = 2_950
const BUSINESS_VALLEY = -3_120
/** Demand charge, yuan a kW and month in ten-thousandths: 32.00 yuan. */
const CAPACITY = 320_000

/** Fen for thousandths of a unit at ten-thousandths of a yuan, rounded half away from zero. */
export function fenOf(quantityMilli: number, priceTenThousandths: number): number {
  const hundredThousandths = quantityMilli * priceTenThousandths
  const fen = Math.floor((Math.abs(hundredThousandths) + 50_000) / 100_000)
  return hundredThousandths < 0 && fen > 0 ? -fen : fen
}

export type Usage = { milliKwh: number; peakMilliKwh: number; valleyMilliKwh: number; kwMilli: number }

function line(kind: string, name: Name, quantityMilli: number, price: number, unit = 'kWh'): Component {
  return { kind, name, quantityMilli, unit, priceTenThousandths: price, fen: fenOf(quantityMilli, price) }
}

/** Lines of a month's bill. `beforeMilli`: used since January of the same year. They add up to what is billed. */
export function componentsOf(kind: Kind, usage: Usage, beforeMilli: number): Component[] {
  const { milliKwh } = usage
  const all =
    kind === 'business'
      ? businessLines(usage)
      : [
          line('energy', { zh: '电量电费', en: 'Energy' }, milliKwh, BASE),
          ...ladderLines(milliKwh, beforeMilli),
          ...(kind === 'residentPeakValley' ? peakValley(usage, PEAK, VALLEY) : []),
        ]
  return [...all, line('fund', { zh: '政府性基金及附加', en: 'Government funds' }, milliKwh, FUND)]
}

/** What of a month lies in each step above the first, at what the step costs more. */
function ladderLines(milliKwh: number, beforeMilli: number): Component[] {
  return LADDER.flatMap(({ fromKwh, plus, name }, at) => {
    if (plus === 0) return []
    const from = fromKwh * 1_000
    const to = (LADDER[at + 1]?.fromKwh ?? Number.MAX_SAFE_INTEGER / 1_000) * 1_000
    const inStep = Math.min(beforeMilli + milliKwh, to) - Math.max(beforeMilli, from)
    if (inStep <= 0) return []
    return [line('ladder', { zh: `${name.zh}加价`, en: `${name.en} surcharge` }, inStep, plus)]
  })
}

function peakValley({ peakMilliKwh, valleyMilliKwh }: Usage, peak: number, valley: number): Component[] {
  return [
    line('peakValley', { zh: '峰段加价', en: 'Peak hours' }, peakMilliKwh, peak),
    line('peakValley', { zh: '谷段优惠', en: 'Valley hours' }, valleyMilliKwh, valley),
  ]
}

function businessLines(usage: Usage): Component[] {
  const energy = line('energy', { zh: '电量电费', en: 'Energy' }, usage.milliKwh, BUSINESS)
  const demand = line('capacity', { zh: '基本电费', en: 'Demand charge' }, usage.kwMilli, CAPACITY, 'kW')
  // 功率因数调整: 0.75 % off for a factor of 0.95 and above, here for whoever uses an even number of kWh.
  const base = energy.fen + demand.fen
  const isGood = Math.floor(usage.milliKwh / 1_000) % 2 === 0
  const factor: Component = {
    kind: 'powerFactor',
    name: { zh: '功率因数调整', en: 'Power factor adjustment' },
    ...{ quantityMilli: null, unit: null, priceTenThousandths: null },
    fen: isGood ? -Math.floor((base * 75) / 10_000) : Math.floor((base * 50) / 10_000),
  }
  return [energy, ...peakValley(usage, BUSINESS_PEAK, BUSINESS_VALLEY), demand, factor]
}

/** Late payment (违约金, 供电营业规则): residents one thousandth a day, others two; whatever it is, at least one yuan. */
export function penaltyOf(kind: Kind, fenDays: number): number {
  if (fenDays <= 0) return 0
  const perMille = kind === 'business' ? 2 : 1
  return Math.max(100, Math.floor((fenDays * perMille + 500) / 1_000))
}

export function tariffOf(kind: Kind, today: string): unknown {
  const names: Record<Kind, Name> = {
    resident: { zh: '居民生活用电（不满1千伏）', en: 'Residential, below 1 kV' },
    residentPeakValley: { zh: '居民生活用电（峰谷分时）', en: 'Residential, peak and valley' },
    business: { zh: '一般工商业用电（两部制）', en: 'Commercial, two-part' },
  }
  const base = kind === 'business' ? BUSINESS : BASE
  const [peak, valley] = kind === 'business' ? [BUSINESS_PEAK, BUSINESS_VALLEY] : [PEAK, VALLEY]
  const step = (name: Name, fromKwh: number | null, price: number) => ({
    name,
    fromKwh,
    priceTenThousandths: price + FUND,
  })
  const ladder = LADDER.map(({ fromKwh, plus, name }) => step(name, fromKwh, base + plus))
  const flat = step({ zh: '平段', en: 'Flat hours' }, null, base)
  const periods = [
    step({ zh: '峰段', en: 'Peak hours' }, null, base + peak),
    step({ zh: '谷段', en: 'Valley hours' }, null, base + valley),
  ]
  const steps = {
    resident: ladder,
    residentPeakValley: [...ladder, ...periods],
    business: [flat, ...periods],
  }
  return { name: names[kind], validFrom: `${today.slice(0, 4)}-01-01`, steps: steps[kind] }
}
