import { inspect } from 'node:util'

/**
 * An object with secrets that can be read by name and by nothing else: printing, JSON, listing, spreading and cloning
 * show only what may be shown.
 */
export function guarded<Shown extends object, Secret extends object>(
  shown: Shown,
  secret: Secret,
): Readonly<Shown & Secret> & { toJSON(): Shown } {
  const hidden = { ...secret, toJSON: () => shown, [inspect.custom]: () => shown }
  const guard = Object.defineProperties(
    { ...shown },
    Object.fromEntries(
      Reflect.ownKeys(hidden).map((key) => [key, { value: hidden[key as keyof typeof hidden] }]),
    ),
  )
  // `defineProperties` does not tell the compiler what it added.
  return Object.freeze(guard) as Readonly<Shown & Secret> & { toJSON(): Shown }
}
