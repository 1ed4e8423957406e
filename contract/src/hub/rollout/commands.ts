import { z } from 'zod'
import { SoftwareVersion } from '../../directive/package.ts'
import { hubCommand } from '../define/define.ts'
import { MostFailures, RolloutId, RolloutPlace, RolloutWaves, RolloutWhy, WaitMinutes } from './words.ts'

/** Begins to roll a release out (分批发布). `rolloutId`: a fresh UUID. */
export const BeginRollout = hubCommand(
  'rollout.begin',
  {
    rolloutId: RolloutId,
    place: RolloutPlace,
    version: SoftwareVersion,
    waves: RolloutWaves,
    waitMinutes: WaitMinutes,
    mostFailures: MostFailures,
    why: RolloutWhy,
  },
  { by: 'account' },
)
const byPerson = { rolloutId: RolloutId, why: RolloutWhy }
/** No machine is given it until it is resumed; those that have begun end. */
export const PauseRollout = hubCommand('rollout.pause', byPerson, { by: 'account' })
/** It goes on; machines that had failed until then do not hold it again. */
export const ResumeRollout = hubCommand('rollout.resume', byPerson, { by: 'account' })
/** It ends, and is taken back where nobody has begun it. Machines that run the release keep it. */
export const CancelRollout = hubCommand('rollout.cancel', byPerson, { by: 'account' })
/** All machines that got it are to run this earlier release again. */
export const TurnRolloutBack = hubCommand(
  'rollout.turnBack',
  { ...byPerson, version: SoftwareVersion },
  { by: 'account' },
)

const byHub = { rolloutId: RolloutId, wave: z.number().int().min(0).max(5) }
/** The wave has run well for long enough: the next one begins. */
export const AdvanceRollout = hubCommand('rollout.advance', byHub, { by: 'system' })
/** More machines failed than may. */
export const HoldRollout = hubCommand(
  'rollout.hold',
  { ...byHub, failures: z.number().int().min(0).max(1_000_000) },
  { by: 'system' },
)
/** All machines of the last wave are over. */
export const EndRollout = hubCommand('rollout.end', byHub, { by: 'system' })
