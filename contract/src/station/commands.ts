import { z } from 'zod'
import { command } from '../define/command.ts'
import { StationId } from '../ids.ts'

/** An administrator approves an enrolment code for one configured station. */
export const EnrolStation = command(
  'station.enrol',
  { code: z.string().min(6).max(64), stationId: StationId },
  { by: ['administrator'] },
)
/** Takes a station's access away at once. */
export const RevokeStation = command('station.revoke', { stationId: StationId }, { by: ['administrator'] })
/** A station's connection came or went. */
export const NoteStation = command(
  'station.note',
  { stationId: StationId, connected: z.boolean() },
  { by: ['system'] },
)
