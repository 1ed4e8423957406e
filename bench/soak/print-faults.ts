import type { FaultPoint, PrinterRig } from '@service-hall/drivers/testing'
import { untilStatus } from '@service-hall/drivers/testing'
import type { Random } from '@service-hall/harness/random'

/** Bytes that one ticket and the talk around it take, with some to spare, in and out. */
const BYTES_IN = 720
const BYTES_OUT = 60
const LINES = 22
const LATE_MS = 320
/** No printer starts faster; longer than a slice of a ticket takes on the line. */
const POWER_OFF_MS = 350
const UNTOUCHED = 0.15
const TAKEN = 0.5

const KINDS = [
  'atLine',
  'atLine',
  'hot',
  'cutterJam',
  'inTheMiddle',
  'inTheMiddle',
  'inTheMiddle',
  'powerCycle',
  'afterReplies',
  'afterReplies',
  'throughout',
  'before',
  'unplugged',
] as const

/** One way in which a job can go wrong, chosen by chance: any fault, at any line or any byte of question and answer. */
export function printFault(random: Random, isKiosk: boolean): FaultPoint {
  const takes = isKiosk && random.chance(TAKEN)
  const point = random.chance(UNTOUCHED) ? faultless() : chosen(random, isKiosk)
  return {
    ...point,
    strike: async (rig) => {
      if (takes) await rig.control.ask({ take: 'paper' })
      await point.strike(rig)
    },
  }
}

function chosen(random: Random, isKiosk: boolean): FaultPoint {
  switch (random.pick(KINDS)) {
    case 'atLine':
      return fault(random.pick(['paperOut', 'coverOpen', 'jam']), { line: random.below(LINES) })
    case 'hot':
      return { ...fault('hot', { line: random.below(LINES) }), meanwhile: coolDown }
    case 'cutterJam':
      return fault(isKiosk && random.chance(TAKEN) ? 'presenterJam' : 'cutterJam')
    case 'inTheMiddle': {
      const name = random.pick(['silence', 'deaf', 'unplug', 'noise', 'garble'])
      return fault(name, { afterBytes: 1 + random.below(BYTES_IN) })
    }
    case 'powerCycle':
      return fault('powerCycle', { afterBytes: 1 + random.below(BYTES_IN), ms: POWER_OFF_MS })
    case 'afterReplies':
      return fault(random.pick(['silence', 'unplug']), { afterBytesOut: 1 + random.below(BYTES_OUT) })
    case 'throughout':
      return fault(random.pick(['noise', 'duplicate', 'late', 'merge', 'dribble']), {
        ms: 1 + random.below(LATE_MS),
      })
    case 'before':
      return fault(random.pick(['paperOut', 'coverOpen', 'jam', 'hot', 'silence', 'deaf']))
    case 'unplugged':
      return { name: 'unplugged', replug: true, strike: (rig) => rig.pty.unplug() }
  }
}

function faultless(): FaultPoint {
  return { name: 'nothing', strike: () => Promise.resolve() }
}

function fault(name: string, details: Record<string, number> = {}): FaultPoint {
  return {
    name: `${name} ${JSON.stringify(details)}`,
    strike: ({ control }) => control.fault(name, details),
    ...(name === 'unplug' && { replug: true }),
    ...(name === 'garble' && { scrambles: true }),
  }
}

/** The head cools down as soon as the driver has seen that it is hot, or when the job is over without. */
async function coolDown({ printer, control }: PrinterRig, over: Promise<unknown>): Promise<void> {
  const seen = untilStatus(printer, ({ device }) => device === 'deviceBusy')
  await Promise.race([seen, over])
  await control.fault(null)
}
