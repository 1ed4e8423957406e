import { pageTexts } from '@service-hall/ui/texts'

export const texts = pageTexts(
  {
    title: '维护',
    devices: '设备',
    none: '没有配置设备',
    unknownCommands: '本机保存着其他版本的 {n} 条指令，当前版本无法发送',
    test: '测试',
    tested: '已发送',
    restart: '重启服务',
    restartSure: '再按一次，重启服务',
    exit: '退出程序',
    exitSure: '再按一次，退出程序',
    leave: '结束维护',
    link: '营业厅连接',
    links: { online: '正常', connecting: '连接中', offline: '断开' },
  },
  {
    title: 'Maintenance',
    devices: 'Devices',
    none: 'No devices are configured',
    unknownCommands: 'Kept for another release, which alone can send them: {n}',
    test: 'Test',
    tested: 'Sent',
    restart: 'Restart service',
    restartSure: 'Press again to restart',
    exit: 'Exit program',
    exitSure: 'Press again to exit',
    leave: 'End maintenance',
    link: 'Hall connection',
    links: { online: 'OK', connecting: 'Connecting', offline: 'Offline' },
  },
)
