import { createRequire } from 'node:module'
import type { SerialPort } from 'serialport'
import type { Cancel } from '../clock.ts'
import { serialSettings } from './config.ts'
import type { LinkConfig } from './config.ts'
import { faultOf } from './faults.ts'
import type { LinkFault } from './faults.ts'
import { GONE, nodeOf, watchNode } from './node-watch.ts'
import type { Transport, TransportEvents } from './transport.ts'

type SerialPortPackage = typeof import('serialport')

/** `require` rather than `import()`: in an Electron archive only `require` finds packages. */
const load = createRequire(import.meta.url)
const ignore = () => undefined
const NODE_CHECK_MS = 500

/**
 * Opens a serial line with a fresh `SerialPort`, which lives for this attempt only. node-serialport 13 keeps
 * writes made while closed and sends them after a reopen, cannot be used again after a write error, misses an
 * unplug when nobody listens for data and ends the process when nobody listens for errors; so nothing is ever
 * reused here and both listeners are there from the first moment. The package is loaded on first use: a machine
 * without its native part can still use TCP lines.
 */
export function openSerial(path: string, config: LinkConfig, events: TransportEvents): Transport {
  let port: SerialPort | undefined
  let ended = false
  let stopWatching: Cancel | undefined
  const end = (fault: LinkFault) => {
    if (ended) return
    letGo()
    events.onEnd(fault)
  }
  const letGo = () => {
    ended = true
    stopWatching?.()
    if (!port) return
    port.removeAllListeners()
    port.on('error', ignore)
    port.on('data', ignore)
    closeQuietly(port)
  }
  const open = ({ SerialPort: Port }: SerialPortPackage) => {
    const { baud, ...settings } = serialSettings(config)
    const own = new Port({ path, baudRate: baud, ...settings, xoff: settings.xon, autoOpen: false })
    port = own
    own.on('error', (error) => end(faultOf(error)))
    own.on('data', (bytes: Uint8Array) => ended || events.onData(bytes))
    own.on('close', () => end('disconnected'))
    own.on('end', () => end('disconnected'))
    own.open((error) => {
      if (ended) return error ? undefined : closeQuietly(own)
      if (error) return end(faultOf(error))
      stopWatching = watchOpened(path, () => end('disconnected'))
      return events.onOpen()
    })
  }
  // In a turn of its own, since whoever opens a line has not kept the transport yet.
  setImmediate(() => {
    if (ended) return
    try {
      open(load('serialport') as SerialPortPackage)
    } catch {
      end('failed')
    }
  })
  return {
    write: (bytes, done) => void port?.write(bytes, undefined, (error) => done(!error)),
    drain: (done) => void port?.drain(done),
    destroy: letGo,
  }
}

/** Flushes before closing, because a drain that hangs on flow control would hold a worker thread for ever. */
function closeQuietly(port: SerialPort): void {
  if (!port.isOpen) return
  port.flush(() => {
    if (port.isOpen) port.close(ignore)
  })
}

/**
 * Looks whether the device node is still the one that was opened. node-serialport 13 reads a hung-up line over and over
 * without a word when the cable goes between two of its polls, because such a read gives 0 bytes and no error.
 */
function watchOpened(path: string, onGone: () => void): Cancel {
  if (process.platform === 'win32') return () => undefined
  let opened: string | undefined
  const look = (node: string) => {
    opened ??= node
    if (node === GONE || node !== opened) onGone()
  }
  const cancelWatch = watchNode(path, look)
  const timer = setInterval(() => void nodeOf(path).then(look), NODE_CHECK_MS)
  return () => {
    cancelWatch()
    clearInterval(timer)
  }
}
