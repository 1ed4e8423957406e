/** What a scanner sees at the start of the bytes it is shown. */
export type Scan<Frame> =
  | { kind: 'frame'; frame: Frame; length: number }
  /** A frame may begin here but is not complete. */
  | { kind: 'more' }
  /** No frame begins here. */
  | { kind: 'noise' }

/** Finds frames in a stream; holds at most one unfinished frame. */
export type FrameReader<Frame> = {
  /** Takes a chunk of any size and returns the frames it completed, in order. */
  push(chunk: Uint8Array): Frame[]
  /** Gives an unfinished frame up; called by the device when the line fell silent in mid-frame. */
  expire(): Frame[]
  /** Bytes thrown away because they belonged to no frame. */
  readonly noiseBytes: number
  /** Bytes held for an unfinished frame. */
  readonly heldBytes: number
}

/**
 * A reader that is driven by length and finds its way back: when a claimed frame turns out wrong, the search goes on
 * at the byte after its header, so that a true frame inside the wrong one is found. `scan` must answer `more` for no
 * more than `maxFrame` bytes.
 */
export function createFrameReader<Frame>(
  maxFrame: number,
  scan: (bytes: Uint8Array) => Scan<Frame>,
): FrameReader<Frame> {
  let held: Uint8Array = new Uint8Array(0)
  let noiseBytes = 0

  function take(bytes: Uint8Array, patient: boolean): Frame[] {
    const frames: Frame[] = []
    let at = 0
    while (at < bytes.length) {
      const rest = bytes.subarray(at)
      const found = scan(rest)
      if (found.kind === 'frame') {
        frames.push(found.frame)
        at += found.length
      } else if (found.kind === 'more' && patient && rest.length < maxFrame) {
        break
      } else {
        noiseBytes += 1
        at += 1
      }
    }
    // A copy: a Buffer's slice would keep the whole chunk alive.
    held = Uint8Array.from(bytes.subarray(at))
    return frames
  }

  return {
    push(chunk) {
      return take(held.length === 0 ? chunk : Buffer.concat([held, chunk]), true)
    },
    expire() {
      return take(held, false)
    },
    get noiseBytes() {
      return noiseBytes
    },
    get heldBytes() {
      return held.length
    },
  }
}
