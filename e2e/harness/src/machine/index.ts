export { hasDisplay, withDisplay } from './display.ts'
export { electronArgs, ensureElectron, presentElectron } from './electron.ts'
export type { ElectronRuntime, EnsuredElectron } from './electron.ts'
export { chromiumPath, ensurePackages } from './packages.ts'
