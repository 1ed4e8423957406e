import { byId, refuse } from '@service-hall/contract'
import type { Prepare } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import type { WaitingMachines } from './waiting-machines.ts'

type Ports = { hall: HallOf; machines: WaitingMachines }

/** The code must be one that a machine of the station's kind shows; that machine may then claim its token. */
export const prepareEnrol: Prepare<'station.enrol', Ports> = (command, _peer, { hall, machines }) => {
  const station = byId(hall.config?.stations, command.stationId)
  return {
    ok: true,
    command,
    bar() {
      const kind = machines.kindOf(command.code)
      if (!kind) return refuse('enrolment.unknownCode')
      return station && station.kind !== kind ? refuse('enrolment.wrongKind') : null
    },
    answered(answer) {
      if (answer.ok) machines.approve(command.code, command.stationId, answer.upTo)
    },
  }
}
