/** What can keep a program from starting, and what to do about it. Codes of the journal are its own. */
export const START_SENTENCES = {
  'journal.locked': {
    zh: '另一个程序正在使用这份数据。请先停止它，或用 --data 指定另一个文件夹。',
    en: 'Another program is using this data. Stop it first, or name another folder with --data.',
  },
  'store.unreachable': {
    zh: '数据库无法打开。请检查地址、账号和权限。',
    en: 'The database cannot be opened. Check its address, account and rights.',
  },
  'notices.fileInvalid': {
    zh: '通知网关的配置文件（--notices）有误',
    en: 'The file of --notices is wrong',
  },
  'oidc.fileInvalid': {
    zh: '--oidc 指定的统一身份认证配置无效。',
    en: 'The file of --oidc, for sign-in by an identity provider, cannot be used.',
  },
  'payments.settings': {
    zh: '营厅文件中支付渠道或营销系统的设置有误。',
    en: 'A setting of a payment channel or of the billing system in the hall’s file is wrong.',
  },
  'redis.noAddress': {
    zh: 'Redis 地址无效。请使用 redis:// 地址。',
    en: 'The address of Redis is none. It begins with redis:// or rediss://.',
  },
  'redis.withoutPostgres': {
    zh: '只有多个节点共用 PostgreSQL 时才使用 Redis。请同时用 --database 指定。',
    en: 'Redis serves nodes that share a PostgreSQL. Name that with --database as well.',
  },
  'hub.noAddress': {
    zh: '区域平台地址无效。请使用 http(s):// 地址。',
    en: 'The address of the hub is none. It begins with http:// or https://.',
  },
  'journal.gap': {
    zh: '记录中缺少编号，文件已损坏。没有写入任何内容。请从备份恢复。',
    en: 'Numbers are missing in the journal: the file is damaged. Nothing was written. Restore it from a backup.',
  },
  'journal.factUnreadable': {
    zh: '记录中有一条无法读取，文件已损坏。请从备份恢复。',
    en: 'A fact in the journal cannot be read: the file is damaged. Restore it from a backup.',
  },
  'journal.unknownFact': {
    zh: '记录中有本版本不认识的内容，由更新的版本写入。请使用该版本。',
    en: 'The journal holds a kind of fact that this release does not know; a newer one wrote it. Use that release.',
  },
  'journal.snapshotUnreadable': {
    zh: '所有快照都无法读取，而更早的记录已不再保留。请从备份恢复。',
    en: 'No snapshot can be read, and the facts under them are no longer kept. Restore the journal from a backup.',
  },
  'journal.snapshotSchema': {
    zh: '本版本不能读取已有的快照，而更早的记录已不再保留。请使用写入它的版本。',
    en: 'This release can read no snapshot there is, and the facts under them are no longer kept. Use the release that wrote it.',
  },
  'journal.pruned': {
    zh: '需要的记录已不再保留，也没有快照可用。请从备份恢复。',
    en: 'The facts that are needed are no longer kept, and no snapshot covers them. Restore the journal from a backup.',
  },
  'journal.failed': {
    zh: '记录无法写入磁盘。',
    en: 'The journal cannot be written to the disk.',
  },
  'journal.missing': {
    zh: '有人员库（vault.sqlite），却没有记录（journal.sqlite）。没有写入任何内容。请放回该文件；若要重新开始，请移走整个文件夹。',
    en: 'The vault is there (vault.sqlite), but not the journal (journal.sqlite). Nothing was written. Put the file back; to begin anew, move the whole folder away.',
  },
  'vault.missing': {
    zh: '有记录（journal.sqlite），却没有人员库（vault.sqlite）。没有写入任何内容。请放回该文件；若要重新开始，请移走整个文件夹。',
    en: 'The journal is there (journal.sqlite), but not the vault (vault.sqlite). Nothing was written. Put the file back; to begin anew, move the whole folder away.',
  },
  'vault.keyMissing': {
    zh: '人员库（vault.sqlite）的密钥 vault.key 不见了。没有写入任何内容。请放回密钥：没有它，姓名和密码都无法读取。',
    en: 'The key of the vault, vault.key, is missing beside vault.sqlite. Nothing was written. Put the key back: without it no name and no password can be read.',
  },
  'vault.keyWrong': {
    zh: 'vault.key 不是这个人员库（vault.sqlite）的密钥。没有写入任何内容。请放回属于它的密钥。',
    en: 'vault.key is not the key of this vault (vault.sqlite). Nothing was written. Put the key back that belongs to it.',
  },
  'key.unreadable': {
    zh: '密钥文件的内容不是密钥。请从备份恢复该文件。',
    en: 'A key file does not hold a key. Restore the file from a backup.',
  },
  'database.newer': {
    zh: '数据由更新的版本写入。请使用该版本。没有写入任何内容。',
    en: 'The data was written by a newer release. Use that release. Nothing was written.',
  },
  'database.open': {
    zh: '无法打开数据库文件。请检查文件夹及其权限。',
    en: 'A database file cannot be opened. Check the folder and its permissions.',
  },
  'database.damaged': {
    zh: '数据库文件已损坏，或不是数据库。请从备份恢复。',
    en: 'A database file is damaged, or is no database. Restore it from a backup.',
  },
  'database.busy': {
    zh: '另一个程序正在占用数据库文件。请稍后再试。',
    en: 'Another program holds a database file. Try again in a while.',
  },
  'database.pragma': {
    zh: '数据库不能按要求可靠地写入磁盘（例如网络盘）。请使用本机磁盘。',
    en: 'The database cannot write to this disk as reliably as it must (a network drive, for instance). Use a local disk.',
  },
  'database.binding': {
    zh: '没有可用的 SQLite：请用 Node 24 运行，或重新安装 sqlite3。',
    en: 'There is no SQLite to use: run it with Node 24, or install sqlite3 again.',
  },
  'database.thread': {
    zh: '数据库线程已意外结束。',
    en: 'The thread of a database has ended unexpectedly.',
  },
  'data.notAllowed': {
    zh: '没有权限读取或写入数据文件夹。请检查其所有者和权限。',
    en: 'The data folder may not be read or written. Check its owner and permissions.',
  },
  'data.notAFolder': {
    zh: '数据文件夹的位置上已有一个文件。请移走它，或用 --data 指定另一个文件夹。',
    en: 'A file stands where the data folder should be. Move it away, or name another folder with --data.',
  },
  'file.missing': {
    zh: '找不到文件或文件夹。请检查路径。',
    en: 'A file or folder is missing. Check the path.',
  },
  'file.isFolder': {
    zh: '需要文件的位置上是一个文件夹。',
    en: 'A folder stands where a file should be.',
  },
  'disk.full': {
    zh: '磁盘已满。请腾出空间后再启动。',
    en: 'The disk is full. Make room, then start again.',
  },
  'disk.error': {
    zh: '磁盘读写出错。请检查磁盘。',
    en: 'The disk cannot be read or written. Check the disk.',
  },
  'port.taken': {
    zh: '端口已被另一个程序占用。请停止它，或选择另一个端口。',
    en: 'The port is taken by another program. Stop it, or choose another port.',
  },
  'port.notAllowed': {
    zh: '没有权限使用这个端口。请选择 1024 以上的端口。',
    en: 'This port may not be used. Choose one from 1024.',
  },
  'port.noAddress': {
    zh: '本机没有这个地址。请检查 --host。',
    en: 'This machine has no such address. Check --host.',
  },
  'host.noName': {
    zh: '--allow-host 后应为主机名或地址，不含协议、端口和路径，例如 hall.example。',
    en: 'After --allow-host comes a host name or address without scheme, port or path, such as hall.example.',
  },
  'port.noPort': {
    zh: '端口必须是 0 到 65535 的整数。',
    en: 'A port is a whole number from 0 to 65535.',
  },
  'system.tooManyFiles': {
    zh: '打开的文件太多。请提高系统的限制。',
    en: 'Too many files are open. Raise the limit of the system.',
  },
  'hall.storage': {
    zh: '营业厅的配置无法写入磁盘。',
    en: 'The hall could not be configured, because the disk cannot be written.',
  },
} as const satisfies Record<string, { zh: string; en: string }>

export type StartCode = keyof typeof START_SENTENCES
