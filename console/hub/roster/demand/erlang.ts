// How many people it takes so that customers do not wait too long. λ arrivals a second, 1/μ mean handling.

/** Customers that arrive and the people who serve them. Times in ms. */
export type Station = {
  /** Arrivals in an hour. */
  perHour: number
  handlingMs: number
  /** Mean time after which a waiting customer leaves; null: nobody leaves. */
  patienceMs: number | null
}

const HOUR_MS = 3_600_000

/** Offered load a = λ/μ in erlang: people who would be busy if nobody ever waited. */
export function loadOf({ perHour, handlingMs }: Station): number {
  return (perHour * handlingMs) / HOUR_MS
}

/**
 * Erlang B: share of arrivals that find all n busy where nobody waits. Recursion B(0)=1, B(k)=a·B(k−1)/(k+a·B(k−1))
 * (A. K. Erlang 1917; the recursion is exact and stable).
 */
export function erlangB(people: number, load: number): number {
  let blocked = 1
  for (let k = 1; k <= people; k += 1) blocked = (load * blocked) / (k + load * blocked)
  return blocked
}

/** Erlang C (M/M/n): share of arrivals that wait. C = n·B/(n−a(1−B)); 1 where the load is not less than the people. */
export function erlangC(people: number, load: number): number {
  if (load >= people) return 1
  const blocked = erlangB(people, load)
  return (people * blocked) / (people - load * (1 - blocked))
}

/** Simpson's rule on so many parts; even. */
const PARTS = 2_000

/**
 * J(t) = ∫ₜ^∞ exp(λ·(1−e^(−θx))/θ − nμ·x) dx, the building block of M/M/n+M in Zeltyn and Mandelbaum, Call centers with
 * impatient customers, Queueing Systems 51 (2005). In units of the mean handling time (μ = 1).
 */
function tail(people: number, load: number, theta: number, from: number): number {
  const exponent = (x: number): number => (load * (1 - Math.exp(-theta * x))) / theta - people * x
  // Beyond this the integrand is below e^−60 of its largest value.
  let to = from + 1
  const peak = Math.max(0, Math.log(load / people) / theta)
  while (exponent(to) > exponent(Math.max(from, peak)) - 60) to += 1 + (to - from)
  const step = (to - from) / PARTS
  let sum = 0
  for (let part = 0; part <= PARTS; part += 1) {
    const weight = part === 0 || part === PARTS ? 1 : part % 2 === 1 ? 4 : 2
    sum += weight * Math.exp(exponent(from + part * step))
  }
  return (sum * step) / 3
}

export type Waiting = {
  /** Share of customers who would wait longer than the time asked, if they stay. */
  longer: number
  /** Share who leave before they are served. */
  abandoned: number
  /** Mean wait of all, until called or gone, ms; Infinity: the queue grows without end. */
  meanMs: number
}

/**
 * How customers wait, in the steady state: Erlang C (P(W>t) = C·e^(−(nμ−λ)t), mean C/(nμ−λ)), or with patience Erlang A
 * (M/M/n+M, exact).
 */
export function waitingOf(station: Station, people: number, withinMs: number): Waiting {
  const load = loadOf(station)
  if (load === 0) return { longer: 0, abandoned: 0, meanMs: 0 }
  const { handlingMs, patienceMs } = station
  if (patienceMs === null) {
    if (load >= people) return { longer: 1, abandoned: 0, meanMs: Infinity }
    const waits = erlangC(people, load)
    const free = people - load
    return {
      longer: waits * Math.exp((-free * withinMs) / handlingMs),
      abandoned: 0,
      meanMs: (waits / free) * handlingMs,
    }
  }
  const theta = handlingMs / patienceMs
  const whole = tail(people, load, theta, 0)
  const sum = 1 / erlangB(people - 1, load) + load * whole
  const abandoned = (1 + (load - people) * whole) / sum
  return {
    longer: (load * tail(people, load, theta, withinMs / handlingMs)) / sum,
    abandoned,
    // Whoever leaves does so at rate θ while waiting: P(leave) = θ·E[W].
    meanMs: abandoned * patienceMs,
  }
}

/** More than any hall has. */
const MOST_PEOPLE = 200

/** The fewest people with whom at least `share` of customers wait no longer than `withinMs`. None where nobody comes. */
export function peopleNeeded(
  station: Station,
  { withinMs, share }: { withinMs: number; share: number },
): number {
  if (loadOf(station) === 0) return 0
  for (let people = 1; people < MOST_PEOPLE; people += 1)
    if (1 - waitingOf(station, people, withinMs).longer >= share) return people
  return MOST_PEOPLE
}
