import type { SerialPort } from 'serialport'
import { serialSettings } from './config.ts'
import type { LinkConfig } from './config.ts'
import { faultOf } from './faults.ts'
import type { LinkFault } from './faults.ts'
import type { Transport, TransportEvents } from './transport.ts'

const ignore = () => undefined

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
  const end = (fault: LinkFault) => {
    if (ended) return
    letGo()
    events.onEnd(fault)
  }
  const letGo = () => {
    ended = true
    if (!port) return
    port.removeAllListeners()
    port.on('error', ignore)
    port.on('data', ignore)
    closeQuietly(port)
  }
  import('serialport').then(
    (serialport) => {
      if (ended) return
      const { baud, ...settings } = serialSettings(config)
      port = new serialport.SerialPort({
        path,
        baudRate: baud,
        ...settings,
        xoff: settings.xon,
        autoOpen: false,
      })
      const own = port
      own.on('error', (error) => end(faultOf(error)))
      own.on('data', (bytes: Uint8Array) => ended || events.onData(bytes))
      own.on('close', () => end('disconnected'))
      own.on('end', () => end('disconnected'))
      own.open((error) => {
        if (ended) return error ? undefined : closeQuietly(own)
        return error ? end(faultOf(error)) : events.onOpen()
      })
    },
    () => end('failed'),
  )
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
