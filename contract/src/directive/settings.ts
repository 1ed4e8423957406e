import { z } from 'zod'
import { cleanText } from '../clean-text.ts'

/** A day as a power calendar knows it: 工作日 · 周末 · 节假日. */
export const DayType = z.enum(['working', 'rest', 'holiday'])
export type DayType = z.infer<typeof DayType>

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')
export const CalendarDate = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'YYYY-MM-DD')

/** When a machine is on: all day, not at all, or from…to. A span over midnight (22:00 to 06:00) is not one. */
export const DaySpan = z.union([
  z.enum(['on', 'off']),
  z.strictObject({ from: Clock, to: Clock }).refine(({ from, to }) => from < to, 'from before to'),
])
export type DaySpan = z.infer<typeof DaySpan>

/** Days that a calendar names at most: more than a year has. */
export const MOST_SPECIAL_DAYS = 400

/**
 * When a machine switches itself on and off (开关机日历), by type of day. `skewMinutes`: machines spread over so many minutes
 * from the time on, each at a place of its own, so that forty of them do not start in one second.
 */
export const PowerCalendar = z.strictObject({
  working: DaySpan,
  rest: DaySpan,
  holiday: DaySpan,
  /**
   * Days that are not what their weekday says: holidays, and weekends that are worked (调休). `span`: hours of that very
   * day; absent: those of its type.
   */
  days: z
    .array(z.strictObject({ day: CalendarDate, type: DayType, span: DaySpan.optional() }))
    .max(MOST_SPECIAL_DAYS),
  skewMinutes: z.number().int().min(0).max(60),
})
export type PowerCalendar = z.infer<typeof PowerCalendar>

/** Largest image of a playlist, bytes. */
export const LARGEST_IMAGE = 2_000_000
/** Longest side of one, pixels: what a browser unpacks stays below 70 MB. */
export const LONGEST_SIDE = 4_096
/** Slides of a playlist: with their texts they stay well below what a directive may be. */
export const MOST_SLIDES = 20

const Seconds = z.number().int().min(3).max(3_600)
const line = (most: number) => z.string().trim().min(1).max(most).overwrite(cleanText)
/** SHA-256 of a file, hexadecimal: what is not as it was meant is not shown. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What an image is; nothing else is taken. */
export const ImageMedia = z.enum(['image/jpeg', 'image/png'])
export type ImageMedia = z.infer<typeof ImageMedia>

/** What is shown for some seconds: a text in both languages, or an image that the hall keeps a copy of. */
export const Slide = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), zh: line(120), en: line(160), seconds: Seconds }),
  z.strictObject({
    kind: z.literal('image'),
    /** What it shows, for who cannot see it. */
    title: line(60),
    sha256: Sha256,
    media: ImageMedia,
    bytes: z.number().int().min(1).max(LARGEST_IMAGE),
    seconds: Seconds,
  }),
])
export type Slide = z.infer<typeof Slide>
export type ImageSlide = Extract<Slide, { kind: 'image' }>

export const imagesOf = (slides: readonly Slide[]): ImageSlide[] =>
  slides.filter((slide): slide is ImageSlide => slide.kind === 'image')

/** A file at an address, as the first release asked for it. It is still read, and never shown: pages take nothing from elsewhere. */
const FileAtAddress = z.strictObject({
  title: line(60),
  url: z.url({ protocol: /^https?$/ }).max(300),
  sha256: Sha256,
  seconds: Seconds,
})

/** What a call display shows beside its calls, and a kiosk while nobody is at it (播放单), over and over. */
export const Playlist = z.strictObject({ items: z.array(z.union([Slide, FileAtAddress])).max(50) })
export type Playlist = z.infer<typeof Playlist>

/** What of a playlist is shown. */
export function slidesOf(playlist: Playlist | null): Slide[] {
  return (playlist?.items ?? []).flatMap((item) => ('kind' in item ? [item] : []))
}

/** What the region asks of a station; null: the station is left to itself in this. */
export const StationSettings = z.strictObject({
  power: PowerCalendar.nullable(),
  playlist: Playlist.nullable(),
})
export type StationSettings = z.infer<typeof StationSettings>

/** Settings as one text, whatever the order of their fields: what digests are made of. */
export function settingsText(settings: StationSettings): string {
  return JSON.stringify(sorted(settings))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  )
}
