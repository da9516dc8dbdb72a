import { toPrintableText } from "../../output/to-printable-text.js";
import type { LiveEvent } from "../page/protocol.js";
import { describeFailure } from "../store/describe-failure.js";
import type { AnswerStream } from "./answer-stream.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { createShownPageSender } from "./create-shown-page-sender.js";
import { followNamespace, type NamespaceFollower } from "./follow-namespace.js";
import { formatStoreEvent } from "./format-store-event.js";
import { readOptionalObjectField, readOptionalTextField, readTextField } from "./read-body-fields.js";
import { readShownDocument } from "./read-shown-document.js";
import { watchDatabaseFiles } from "./watch-database-files.js";

/** Nobody looks at more lines than this, so a reader that is slow loses the rest. */
const MOST_WAITING = 1_000;

/** Changes leave room for what else is told, which is less. */
const MOST_CHANGES_WAITING = 900;

/** Where a store has no files that could be looked at, as on a server, and changes are not told, it is read so often. */
const LOOK_WITHOUT_FILES_MS = 2_000;

/** What the list of events says where changes are not told any more. */
const TOO_MANY_TO_LIST = {
  name: "too many to list",
  text: "the changes of the namespace are not listed for a while; the page goes on to show what is there",
};

/**
 * `live`: changes of a namespace through `watch`, as far as there are not too many, what is shown of it after them, and what the store
 * tells of; without a namespace, a hint where anything may have changed. It goes on until the reader leaves or the store fails.
 */
export async function streamLiveEvents(
  context: InspectorContext,
  body: ApiRequestBody,
  answer: AnswerStream,
): Promise<void> {
  const owner = readOptionalTextField(body, "owner");
  const namespace = owner === undefined ? "" : readTextField(body, "namespace");
  const openKey = readOptionalTextField(body, "openKey");
  const shown = readOptionalObjectField(body, "shown") ?? { operation: "entries", order: "newest" };
  answer.begin("text/event-stream");
  const send = createLiveEventSender(answer);
  const ignoreEvents = context.reopeningStore.listen(
    (event) =>
      void send({ type: "event", name: event.type, text: formatStoreEvent(event), at: context.environment.now() }),
  );
  const sendFailure = (error: unknown): Promise<void> =>
    send({ type: "failed", failure: describeFailure(error, context.place) });
  const shownPage = createShownPageSender(async () => {
    if (answer.signal.aborted) return;
    try {
      const document = await readShownDocument(context, body, { ...shown, owner, namespace }, openKey);
      // The next is read when this one is sent, so that none wait for a reader that is slow.
      await send({ type: "shown", document });
    } catch (error) {
      await sendFailure(error);
    }
  });
  let isToldOfChanges = false;
  const follower: NamespaceFollower = {
    onChange({ key, entry }) {
      // Most of what a busy namespace tells is never sent, and need not be made.
      if (send.hasRoom())
        void send({
          type: "change",
          key,
          keyShown: toPrintableText(key),
          isGone: entry === undefined,
          at: entry?.createdAt ?? context.environment.now(),
        });
      return shownPage.noteChange();
    },
    onTellingChanged(isTold) {
      if (isToldOfChanges && !isTold) void send({ type: "event", ...TOO_MANY_TO_LIST, at: context.environment.now() });
      isToldOfChanges = isTold;
      return shownPage.noteChange();
    },
  };
  const noteFilesChanged =
    owner === undefined
      ? (): void => void send({ type: "moved" })
      : (): void => shownPage.noteFilesChanged(isToldOfChanges);
  const { databasePath } = context.place;
  const ignoreFiles =
    databasePath === undefined
      ? callAtIntervals(() => {
          if (!isToldOfChanges) noteFilesChanged();
        })
      : watchDatabaseFiles(databasePath, noteFilesChanged);
  try {
    if (owner === undefined) {
      void send({ type: "moved" });
      await waitForAbort(answer.signal);
    } else
      await context.reopeningStore.use((store) =>
        followNamespace(store, { owner, namespace }, answer.signal, follower),
      );
  } catch (error) {
    void sendFailure(error);
  } finally {
    shownPage.end();
    ignoreFiles();
    ignoreEvents();
    await send.finish();
  }
}

/** Takes events to be sent. */
interface LiveEventSender {
  /** Resolves when it is sent, or dropped since too many wait, which what is shown never is, or nobody reads any more. */
  (event: LiveEvent): Promise<void>;
  /** Whether there is room for one more change. */
  hasRoom(): boolean;
  /** Resolves when the last of them is sent. */
  finish(): Promise<void>;
}

/** Sends one event after the other, as fast as they are read. */
function createLiveEventSender(answer: AnswerStream): LiveEventSender {
  let waiting = 0;
  let sent = Promise.resolve();
  const send = (event: LiveEvent): Promise<void> => {
    if (waiting >= MOST_WAITING && event.type !== "shown") return sent;
    waiting += 1;
    sent = sent
      .then(() => answer.write(`data: ${JSON.stringify(event)}\n\n`))
      // Who left is noticed by the signal.
      .catch(() => undefined)
      .finally(() => {
        waiting -= 1;
      });
    return sent;
  };
  return Object.assign(send, { hasRoom: () => waiting < MOST_CHANGES_WAITING, finish: () => sent });
}

/** Calls `onTimePassed` again and again, until the function that it gives is called. */
function callAtIntervals(onTimePassed: () => void): () => void {
  const timer = setInterval(onTimePassed, LOOK_WITHOUT_FILES_MS);
  return () => clearInterval(timer);
}

function waitForAbort(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
