import { HallConfig } from '../config/hall-config.ts'
import { command } from '../define/command.ts'
import { Instant } from '../time.ts'

export const ConfigureHall = command('hall.configure', { config: HallConfig }, { by: ['system'] })

/** The machine's clock is right: the hall goes by it from now on. `reading`: what it showed, by the administrator's page. */
export const ConfirmClock = command('hall.confirmClock', { reading: Instant }, { by: ['administrator'] })
