import { z } from 'zod'
import { command } from '../define/command.ts'
import { StationId } from '../ids.ts'

const LONGEST_STAY_MS = 86_400_000

/** An administrator approves an enrolment code for one configured station. */
export const EnrolStation = command(
  'station.enrol',
  { code: z.string().min(6).max(64), stationId: StationId },
  { by: ['administrator'] },
)
/** Takes a station's access away at once. */
export const RevokeStation = command('station.revoke', { stationId: StationId }, { by: ['administrator'] })
/**
 * A customer is at a kiosk and gets nowhere: for how long by its steady clock, since the first touch or the last ticket,
 * and how often the screen was touched. Told after a minute, and again each time that it has lasted twice as long.
 */
export const NoteStay = command(
  'station.noteStay',
  {
    stationId: StationId,
    forMs: z.number().int().min(0).max(LONGEST_STAY_MS),
    touches: z.number().int().min(0).max(100_000),
  },
  { by: ['kiosk'] },
)
/** That customer has left, or has a ticket. */
export const EndStay = command('station.endStay', { stationId: StationId }, { by: ['kiosk'] })
/** A station's connection came or went. */
export const NoteStation = command(
  'station.note',
  { stationId: StationId, connected: z.boolean() },
  { by: ['system'] },
)
