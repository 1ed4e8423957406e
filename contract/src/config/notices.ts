import type { Localized } from '../text.ts'
import type { HallConfig } from './hall-config.ts'
import { ordinaryClass } from './ordinary-class.ts'
import { offered } from './retired.ts'
import { lettersNoPrinterHas, namesOnPaper } from './printer-letters.ts'

/** Something of a configuration that works and is hardly meant: where, and what it leads to. */
export type ConfigNotice = { path: string; text: Localized }

/** What whoever wrote a hall's file should look at again; told at start and to administration. Empty when nothing is odd. */
export function configNotices(config: HallConfig): ConfigNotice[] {
  const { services, priorityClasses } = config
  const current = { ...config, services: offered(services), priorityClasses: offered(priorityClasses) }
  return [...letterNotices(current), ...classNotices(current), ...serviceNotices(current)]
}

function letterNotices(config: HallConfig): ConfigNotice[] {
  return namesOnPaper(config).flatMap(({ path, name }) => {
    const letters = lettersNoPrinterHas(`${name.zh} ${name.en}`).join(' ')
    if (letters === '') return []
    const text = {
      zh: `小票打印机字库中没有“${letters}”：由自助终端绘制后打印，绘制不了的印成“□”`,
      en: `receipt printers have no “${letters}”: the kiosk draws what it can, the rest is printed as “□”`,
    }
    return [{ path, text }]
  })
}

function classNotices(config: HallConfig): ConfigNotice[] {
  const ordinary = ordinaryClass(config)
  return config.priorityClasses.flatMap((row, index) => {
    if (!ordinary || row.weight >= ordinary.weight) return []
    const text = {
      zh: `“${row.name.zh}”的权重低于普通类别“${ordinary.name.zh}”，该类客户会等得更久`,
      en: `“${row.name.en}” weighs less than the ordinary class “${ordinary.name.en}”: such customers wait longer`,
    }
    return [{ path: `priorityClasses.${index}.weight`, text }]
  })
}

function serviceNotices({ services }: HallConfig): ConfigNotice[] {
  return services.flatMap((row, index) => {
    const notices: ConfigNotice[] = []
    const twin = services
      .slice(0, index)
      .find(({ name }) => name.zh === row.name.zh || name.en === row.name.en)
    if (twin) {
      const text = {
        zh: `与业务 ${twin.id} 同名，客户无法区分`,
        en: `has the name of the service ${twin.id}: customers cannot tell them apart`,
      }
      notices.push({ path: `services.${index}.name`, text })
    }
    if (row.limitMinutes < row.expectedMinutes) {
      const text = {
        zh: `办理时限（${row.limitMinutes} 分钟）短于通常用时（${row.expectedMinutes} 分钟），几乎每笔都会超时`,
        en: `the limit (${row.limitMinutes} min) is below the usual time (${row.expectedMinutes} min): nearly every case is late`,
      }
      notices.push({ path: `services.${index}.limitMinutes`, text })
    }
    return notices
  })
}
