import type { ShowState } from '@service-hall/ui/gallery'
import { nextTick } from 'vue'
import type { Clock } from '../src/clock.ts'
import { createScreen } from '../src/create-screen.ts'
import { useKioskStore } from '../src/stores/kiosk.ts'
import { WALL_CLOCK_START } from '../test/riverside.ts'
import { isTap } from '../test/states.ts'
import type { States } from '../test/states.ts'

/** Stands still but for what a story lets pass. */
function standingClock(): Clock & { pass: (ms: number) => void } {
  let passed = 0
  return {
    now: () => WALL_CLOCK_START + passed,
    monotonic: () => passed,
    every: () => undefined,
    pass(ms) {
      passed += ms
    },
  }
}

/** Plays a story on a screen without an agent. Language and mode are chosen last, so that no story undoes them. */
export function show(story: States[string]): ShowState {
  return async ({ language, senior }) => {
    const clock = standingClock()
    createScreen({ clock, openPort: () => ({ send: () => undefined }), drawLetter: () => null }).mount('#app')
    const kiosk = useKioskStore()
    for (const one of story) {
      if (typeof one === 'number') {
        clock.pass(one)
        kiosk.dispatch({ type: 'tick' })
      } else if (isTap(one)) tap(one.on)
      else kiosk.dispatch(one)
      await nextTick()
    }
    if (language !== kiosk.language) kiosk.dispatch({ type: 'language', language })
    if (senior) kiosk.dispatch({ type: 'senior', senior })
    await nextTick()
  }
}

function tap(selector: string): void {
  const button = document.querySelector<HTMLElement>(selector)
  if (!button) throw new Error(`there is nothing to tap at ${selector}`)
  button.click()
}
