import { capability } from '../core/capability.ts'
import { endStay, enrol, note, noteStay, revoke } from './decide.ts'
import { prepareEnrol } from './prepare.ts'
import { enrolmentRoutes } from './routes.ts'
import { stationSlice } from './state.ts'

/** Stations: machines that are let in, sent away, and come and go. */
export const station = capability({
  name: 'station',
  slice: stationSlice,
  deciders: {
    'station.enrol': enrol,
    'station.revoke': revoke,
    'station.note': note,
    'station.noteStay': noteStay,
    'station.endStay': endStay,
  },
  prepare: { 'station.enrol': prepareEnrol },
  routes: enrolmentRoutes,
})
