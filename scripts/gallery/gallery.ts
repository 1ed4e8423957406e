// Every page of every room of screens in every state, from invented data, without a hall: prints where to look.
// `--shots [folder]` takes pictures of all of them instead, `--only <pattern>` of those whose name it matches.
import { inRoot } from '@service-hall/harness/paths'
import { isAbsolute } from 'node:path'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { galleryConfig, rooms } from './rooms.ts'
import { takeShots } from './shots.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { shots: { type: 'boolean' }, only: { type: 'string', default: '' } },
})

if (values.shots) await picture(positionals[0] ?? 'e2e/output/gallery', new RegExp(values.only))
else await serve()

async function serve(): Promise<void> {
  for (const room of rooms) {
    const server = await createServer(await galleryConfig(room))
    await server.listen()
    console.log(`${room.name.padEnd(6)} ${server.resolvedUrls?.local[0] ?? ''}gallery/index.html`)
  }
}

async function picture(to: string, only: RegExp): Promise<void> {
  const folder = isAbsolute(to) ? to : inRoot(to)
  for (const room of rooms) {
    const { taken, faults } = await takeShots(room, { folder, only })
    console.log(`${room.name.padEnd(6)} ${taken} pictures in ${folder}`)
    for (const fault of faults) console.error(`  ${fault}`)
    if (faults.length > 0) process.exitCode = 1
  }
}
