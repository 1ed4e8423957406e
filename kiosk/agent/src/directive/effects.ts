import { lookUp, noticesAt } from '@service-hall/contract'
import type { DirectiveId, HallId, ImageSlide, StationId } from '@service-hall/contract'
import { reasonOf, settingsDigest } from '@service-hall/server-kit'
import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { waitingNow } from '../guidance/nearby-view.ts'
import { carryOut } from './carry-out.ts'
import { directivesDue, over, resumed } from './decide.ts'
import type { DirectiveContext } from './decide.ts'
import { isInUse } from './in-use.ts'
import { PowerKeeper } from './power-keeper.ts'
import { Installs } from './installs.ts'
import { PackageKeeper } from '../release/package-keeper.ts'

/** Carries out what the region asks of this machine: asked of the hall, on disk, then done, then told. */
export function directiveEffects(ports: Ports): Effects {
  const { memory, hall, link, newId, allows, log, atScreen, surroundings, release, playlistImages } = ports
  const power = new PowerKeeper(ports)
  const running = new Set<string>()
  /** This run of the program is over: what is under way goes on in the next. */
  const ends = new AbortController()
  const packages = new PackageKeeper({ ...ports, ends: ends.signal }, look)
  const installs = new Installs({ ...ports, ends: ends.signal }, packages)

  function look(): void {
    const { view, config, stationId } = hall
    // A hall of an earlier release has none.
    if (view === null || config === null || !('directives' in view)) return
    const readiness: DirectiveContext['readiness'] = (id, work) => packages.readiness(id, work)
    const isOpen = (id: DirectiveId): boolean => {
      const directive = lookUp(hall.view?.directives ?? {}, id)
      return directive?.state === 'open' && hall.hallNow() < directive.until
    }
    const context = {
      ...{ newId, stationId, config, allows, inUse: isInUse(ports), readiness, now: hall.hallNow() },
      waitsForImages: (id: DirectiveId, images: readonly ImageSlide[]) =>
        playlistImages.areOnTheirWay(id, images, () => isOpen(id)),
    }
    memory.record(directivesDue(memory.state.directives, view, context))
  }

  function run(directiveId: string): void {
    const known = memory.state.directives.known[directiveId]
    if (known?.stage !== 'started' || running.has(directiveId)) return
    running.add(directiveId)
    carryOut(directiveId, known, { ...ports, packages, ends: ends.signal })
      .then((outcome) => {
        if (outcome === null || ends.signal.aborted) return
        log.info('directive.ended', { directive: directiveId, is: outcome.is })
        memory.record(over(directiveId as DirectiveId, outcome, newId))
        if (known.work?.kind === 'configure') tellStation()
      })
      .catch((cause: unknown) => log.error('directive.failed', cause, { directive: directiveId }))
      .finally(() => {
        running.delete(directiveId)
        playlistImages.over(directiveId as DirectiveId)
      })
  }

  function tellStation(): void {
    const { view, stationId } = hall
    if (view === null || !('directives' in view)) return
    const { settings } = memory.state.directives
    const command = {
      type: 'directive.reportStation' as const,
      ...{ id: newId(), stationId: stationId as StationId },
      ...{ release, allows: [...allows] },
      ...(settings ? { settings: settingsDigest(settings) } : {}),
    }
    // What is so now; the next time that the hall is read it is said again.
    link
      .send(command)
      .catch((cause: unknown) => log.warn('directive.stationNotTold', { reason: reasonOf(cause) }))
  }

  atScreen.listen({ noted: () => undefined, ended: () => undefined, left: look })
  playlistImages.listen(look)
  return {
    start(awayMs) {
      const { facts, again } = resumed(
        memory.state.directives,
        { wasBooted: awayMs === Infinity, release },
        newId,
      )
      memory.record(facts)
      for (const id of again) run(id)
      installs.start()
      power.start()
    },
    committed: {
      DirectiveStarted: ({ directiveId }) => run(directiveId),
      InstallBegan: ({ directiveId }) => installs.run(directiveId),
    },
    restored: look,
    changed: look,
    hallRead() {
      look()
      tellStation()
    },
    hallFollowed(types) {
      if (!types.has('DirectiveReceived')) return
      // One whose place was taken wants its images no more.
      playlistImages.lookAgain()
      look()
    },
    answered: {
      'directive.begin': ({ directiveId }, answer) =>
        answer.ok ? [{ type: 'DirectiveStarted', directiveId }] : [{ type: 'DirectiveOver', directiveId }],
    },
    view() {
      if (hall.view === null) return {}
      const { heard } = surroundings
      const waiting = (hallId: HallId) => heard && waitingNow(heard, hallId)
      const notices = noticesAt(hall.view, 'kiosks', hall.hallNow(), waiting)
      return notices.length === 0 ? {} : { notices: notices.map(({ id, text }) => ({ id, text })) }
    },
    stop() {
      ends.abort()
      installs.stop()
      power.stop()
    },
  }
}
