/** Our own line icons, as paths in a 24 × 24 box. */
export const ICONS = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  circle: 'M12 4a8 8 0 1 0 .01 0',
  pause: 'M9 5v14M15 5v14',
  play: 'M8 5l11 7-11 7z',
  cross: 'M6 6l12 12M18 6L6 18',
  warn: 'M12 4L2.5 20h19zM12 10v4.5M12 17.4v.1',
  over: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v6M12 16.4v.1',
  clock: 'M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5V12l3 2',
  person: 'M12 4a4 4 0 1 0 .01 0M4.5 20c.8-4 4-6 7.5-6s6.7 2 7.5 6',
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4',
  undo: 'M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3',
  printer: 'M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z',
  star: 'M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.7-5-2.8-5 2.8 1.1-5.7L4 9.9l5.6-.7z',
  link: 'M12 17.5v.1M8.5 14a5 5 0 0 1 7 0M5.5 10.5a9.5 9.5 0 0 1 13 0',
  linkLost: 'M12 17.5v.1M8.5 14a5 5 0 0 1 7 0M5.5 10.5a9.5 9.5 0 0 1 13 0M4 3l16 18',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  door: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  info: 'M12 3.5a8.5 8.5 0 1 0 .01 0M12 11v5.5M12 7.6v.1',
  question: 'M12 3.5a8.5 8.5 0 1 0 .01 0M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.4v.1',
  bag: 'M5 8h14v11H5zM9 8V5h6v3',
  none: 'M6 12h12',
} as const

export type IconName = keyof typeof ICONS
