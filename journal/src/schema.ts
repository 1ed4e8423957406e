/**
 * The file format, one script per release that changed it.
 * `answer` and `fingerprint` stand in the row of a command's last fact; `newest_time` is the later of `at` and
 * the time inside the command's id, by which recent answers are found at start. `chain` stands in the row of a commit
 * group's last fact: see chain.ts. `anchors` says where facts begin to be chained: behind those written before there was
 * a chain (it is empty there), and behind those that were pruned.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE facts (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    fact TEXT NOT NULL,
    command_id TEXT,
    newest_time INTEGER,
    fingerprint TEXT,
    answer TEXT
  ) STRICT;
  CREATE UNIQUE INDEX facts_command ON facts (command_id) WHERE answer IS NOT NULL;
  CREATE INDEX facts_recent ON facts (newest_time) WHERE answer IS NOT NULL;
  CREATE TABLE snapshots (
    number INTEGER NOT NULL,
    schema TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (number, schema)
  ) STRICT;
  `,
  `
  ALTER TABLE facts ADD COLUMN chain TEXT;
  ALTER TABLE snapshots ADD COLUMN digest TEXT;
  CREATE TABLE anchors (number INTEGER PRIMARY KEY, chain TEXT NOT NULL) STRICT;
  INSERT INTO anchors (number, chain) SELECT max(
    coalesce((SELECT max(number) FROM facts), 0), coalesce((SELECT max(number) FROM snapshots), 0)), '';
  `,
]
