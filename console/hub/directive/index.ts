import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { Courier } from './courier.ts'
import { decideDirective } from './decide.ts'
import { unheardDirectives } from './due.ts'
import { directiveRoutes } from './routes.ts'
import { emptyDirectives, evolveDirectives } from './state.ts'

/** Directives (指令) to halls: given, carried down the line, and what their facts say of them. */
export const directive = hubCapability({
  name: 'directive',
  empty: emptyDirectives,
  evolve: evolveDirectives,
  deciders: decideDirective,
  due: unheardDirectives,
  routes: directiveRoutes,
  start: carry,
})

function carry(ports: ConsolePorts): () => void {
  const courier = new Courier(ports)
  let stopped = false
  ports.records.onFolded((entries: readonly ReadEntry[]) => {
    if (!stopped) courier.heard(entries)
  })
  const end = courier.start()
  return () => {
    stopped = true
    end()
  }
}
