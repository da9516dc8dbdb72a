import { type SqliteDriver, SqliteFailure } from "@keyed-store/sqlite";
import type { DiskChange } from "./disk-change.js";
import type { DiskImage } from "./disk-image.js";
import { generatePowerCuts } from "./power-cuts.js";
import type { PowerRig } from "./power-rig.js";
import { POWER_DATABASE_PATH, type PowerRecording, readPowerState } from "./power-workload.js";
import { createSeededRandom } from "./seeded-random.js";

/** What became of the images. */
export interface PowerVerdicts {
  images: number;
  /** Not readable, or refused by the integrity check. */
  corrupt: number;
  /** Readable, and no state that ever was. */
  halfApplied: number;
  /** A state from before a commit that was acknowledged. */
  lostAcknowledged: number;
  /** A state from before the last flush, or one that was not even begun. */
  impossible: number;
}

/** The state of a database in which nothing has been made yet. */
export const NO_POWER_STATE = "no table";

/** How a recording is judged. */
export interface PowerJudgement {
  readonly seed: number;
  readonly imagesPerCut: number;
  readonly ignores?: (sync: DiskChange) => boolean;
  /** Cuts the power a second time, all through the recovery from every so-manieth image. Default: never. */
  readonly cutRecoveryOfEvery?: number;
}

/** Cuts the power all through a recording, opens what is left on a disk of the rig, and judges it. */
export async function judgePowerCuts(
  rig: PowerRig,
  recording: PowerRecording,
  judgement: PowerJudgement,
): Promise<PowerVerdicts> {
  const { before, log } = recording;
  const { seed, imagesPerCut, ignores = () => false, cutRecoveryOfEvery = Number.POSITIVE_INFINITY } = judgement;
  const verdicts: PowerVerdicts = { images: 0, corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 };
  const random = createSeededRandom(seed);
  let disk = rig.createDisk(rig.blank);
  const driver = await rig.loadDriver(() => disk);

  const judgeImage = (image: DiskImage, after: number): void => {
    disk = rig.createDisk(image);
    countPowerVerdict(verdicts, recording, after, readStateIfSound(driver));
  };

  for (const { after, image } of generatePowerCuts(log, { before, imagesPerCut, random, ignores })) {
    judgeImage(image, after);
    if (verdicts.images % cutRecoveryOfEvery !== 0) continue;
    const recovery = disk.log;
    for (const again of generatePowerCuts(recovery, { before: image, imagesPerCut: 4, random }))
      judgeImage(again.image, after);
  }
  return verdicts;
}

/** Judges the state that was found after so many changes of the recording; undefined is one that is not sound. */
export function countPowerVerdict(
  verdicts: PowerVerdicts,
  recording: PowerRecording,
  after: number,
  state: string | undefined,
): void {
  verdicts.images++;
  const commit = state === NO_POWER_STATE ? -1 : recording.states.indexOf(state ?? "");
  const acknowledged = recording.acknowledged.filter((length) => length <= after).length - 1;
  const flushed = recording.flushed.filter(({ at }) => at <= after).at(-1)?.commits ?? -1;
  if (state === undefined) verdicts.corrupt++;
  else if (state !== NO_POWER_STATE && commit === -1) verdicts.halfApplied++;
  else if (commit < flushed || commit > acknowledged + 1) verdicts.impossible++;
  else if (commit < acknowledged) verdicts.lostAcknowledged++;
}

/** What a database holds once it was recovered; undefined where it cannot be read or is damaged. */
export function readStateIfSound(driver: SqliteDriver, path: string = POWER_DATABASE_PATH): string | undefined {
  try {
    const connection = driver.open({ path, readOnly: false });
    try {
      if (connection.prepare("PRAGMA integrity_check").get()?.[0] !== "ok") return undefined;
      const tables = connection.prepare("SELECT count(*) FROM sqlite_schema").get()?.[0];
      return tables === 0 ? NO_POWER_STATE : readPowerState(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (error instanceof SqliteFailure) return undefined;
    throw error;
  }
}
