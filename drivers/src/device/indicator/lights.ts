/** How a light shines, in the words of XFS4IoT's Lights interface (CWA 17852:2022). */
export type Flash = 'off' | 'slowFlash' | 'mediumFlash' | 'quickFlash' | 'continuous'

/** Colours in the same words, in the order in which one is taken when none is asked for. */
export const LIGHT_COLOURS = [
  'default',
  'red',
  'green',
  'yellow',
  'blue',
  'cyan',
  'magenta',
  'white',
] as const
export type LightColour = (typeof LIGHT_COLOURS)[number]

/** Channels of each light by colour. */
export type Lights = Readonly<Record<string, Partial<Readonly<Record<LightColour, number>>>>>

/** What each light is asked to do; a light that is not named is off. */
export type Shining = ReadonlyMap<string, { flash: Flash; colour: LightColour }>

/** XFS names the rates without numbers; these are ours: 0.5, 1 and 2 Hz. */
const halfPeriodMs: Readonly<Record<'slowFlash' | 'mediumFlash' | 'quickFlash', number>> = {
  slowFlash: 1_000,
  mediumFlash: 500,
  quickFlash: 250,
}

/** The colour a light takes when none is asked for. */
export function firstColour(lights: Lights, light: string): LightColour | undefined {
  return LIGHT_COLOURS.find((colour) => lights[light]?.[colour] !== undefined)
}

/** The highest channel in use; 0 when there is none. */
export function highestChannel(lights: Lights): number {
  return Math.max(0, ...Object.values(lights).flatMap((colours) => Object.values(colours)))
}

/** Which channels, channel 1 first, are on at `atMs` of a monotonic clock. */
export function channelsAt(lights: Lights, shining: Shining, atMs: number): boolean[] {
  const channels = new Array<boolean>(highestChannel(lights)).fill(false)
  for (const [light, { flash, colour }] of shining) {
    const channel = lights[light]?.[colour]
    if (channel !== undefined && isOn(flash, atMs)) channels[channel - 1] = true
  }
  return channels
}

/** Milliseconds until some light changes by itself; `undefined` when none flashes. */
export function nextChangeMs(shining: Shining, atMs: number): number | undefined {
  const halves = [...shining.values()].flatMap(({ flash }) =>
    isFlashing(flash) ? [halfPeriodMs[flash]] : [],
  )
  return halves.length === 0 ? undefined : Math.min(...halves.map((half) => half - (atMs % half)))
}

function isOn(flash: Flash, atMs: number): boolean {
  if (isFlashing(flash)) return Math.floor(atMs / halfPeriodMs[flash]) % 2 === 0
  return flash === 'continuous'
}

function isFlashing(flash: Flash): flash is keyof typeof halfPeriodMs {
  return flash !== 'off' && flash !== 'continuous'
}
