import { hubCapability } from '../core/capability.ts'
import { decideFile } from './decide.ts'
import { keepFiles } from './keeper.ts'
import { fileRoutes } from './routes.ts'
import { fileMigrations } from './store.ts'

/** Files that directives brought from machines of halls (远程日志, 屏幕截图). */
export const file = hubCapability({
  name: 'file',
  evolve: {
    // For the audit log alone.
    FileFetched() {},
  },
  deciders: decideFile,
  migrations: fileMigrations,
  routes: fileRoutes,
  start: keepFiles,
})
