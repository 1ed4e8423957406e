import type { StationSettings } from '@service-hall/contract'

/** What is to be done, as the hall's view has it. */
export type Work = { kind: string; [more: string]: unknown }

export type DirectiveFact =
  /** The hall is asked whether it may begin; the command is queued with it. */
  | { type: 'DirectiveAsked'; directiveId: string; work: Work; deviceId?: string }
  /** The hall let it: on disk before anything is done. */
  | { type: 'DirectiveStarted'; directiveId: string }
  /** Nothing more is to be done about it here: it ended, was refused, or the hall did not let it begin. */
  | { type: 'DirectiveOver'; directiveId: string }
  /** A package is about to be installed, once: on disk before the installer runs. `uptimeMs`: since the machine was started. */
  | { type: 'InstallBegan'; directiveId: string; uptimeMs: number }
  /** What the region asked this station to go by. */
  | { type: 'SettingsTaken'; settings: StationSettings }
