import type { MachineHistory } from '@service-hall/contract'

/** A stretch of time in which a machine was up, down, or nobody knew. */
export type Spell = { from: number; to: number; state: 'up' | 'down' | 'unknown' }

/** What a machine was from when to when in a period; changes come latest first. */
export function spellsOf(
  { before, changes }: Pick<MachineHistory, 'before' | 'changes'>,
  { from, to }: { from: number; to: number },
): Spell[] {
  const spells: Spell[] = []
  let state: Spell['state'] = before ? (before.up ? 'up' : 'down') : 'unknown'
  let since = from
  const close = (at: number): void => {
    if (at > since) spells.push({ from: since, to: at, state })
    since = Math.max(since, at)
  }
  for (const change of [...changes].reverse()) {
    if (change.event === 'enrolled') continue
    const next = change.up ? 'up' : 'down'
    if (next === state) continue
    close(Math.min(change.at, to))
    state = next
  }
  close(to)
  return spells
}
