import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import { NoticeCourier } from './courier.ts'
import { decideNotice } from './decide.ts'
import { noticeRoutes } from './routes.ts'
import { emptyNotices, evolveNotices } from './state.ts'
import { noticeMigrations } from './store.ts'

/** How people and programs outside hear of alerts (通知): webhooks, mail, short messages. */
export const notice = hubCapability({
  name: 'notice',
  empty: emptyNotices,
  evolve: evolveNotices,
  deciders: decideNotice,
  migrations: noticeMigrations,
  routes: noticeRoutes,
  start(ports: ConsolePorts) {
    const courier = new NoticeCourier(ports)
    courier.start()
    return () => courier.stop()
  },
})
