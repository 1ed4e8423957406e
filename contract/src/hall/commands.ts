import { HallConfig } from '../config/hall-config.ts'
import { command } from '../define/command.ts'

export const ConfigureHall = command('hall.configure', { config: HallConfig }, { by: ['system'] })
