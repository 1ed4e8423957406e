import { expect, test } from 'vitest'
import { linuxMachine, machineOf, windowsMachine } from './machine-control.ts'

function recorded(): {
  ran: string[][]
  runner: (program: string, args: readonly string[]) => Promise<void>
} {
  const ran: string[][] = []
  return { ran, runner: async (program, args) => void ran.push([program, ...args]) }
}

test('on Linux the machine is moved by systemd and rtcwake, without a shell', async () => {
  const { ran, runner } = recorded()
  const machine = linuxMachine(runner)
  await machine.reboot()
  expect(await machine.powerOff(36_000)).toBe(true)
  expect(ran).toEqual([
    ['systemctl', 'reboot', '--no-wall'],
    ['sudo', '-n', '/usr/sbin/rtcwake', '--mode', 'off', '--seconds', '36000'],
  ])
})

test('on Windows by shutdown.exe, which cannot wake it', async () => {
  const { ran, runner } = recorded()
  const machine = windowsMachine(runner)
  await machine.reboot()
  expect(await machine.powerOff(36_000)).toBe(false)
  expect(ran).toEqual([
    ['shutdown.exe', '/r', '/t', '5', '/c', 'Service Hall'],
    ['shutdown.exe', '/s', '/t', '5', '/c', 'Service Hall'],
  ])
})

test('of a system that nothing is known of nothing is moved', () => {
  expect(machineOf('aix')).toBeNull()
  expect(machineOf('linux')).not.toBeNull()
})
