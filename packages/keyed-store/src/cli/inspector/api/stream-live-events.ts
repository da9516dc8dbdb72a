import type { ReadOnlyStateStore, WatchOptions } from "@keyed-store/core";
import { toPrintableText } from "../../output/to-printable-text.js";
import { openNamespaceStore } from "../../store/open-namespace-store.js";
import type { LiveEvent } from "../page/protocol.js";
import { describeFailure } from "../store/describe-failure.js";
import type { AnswerStream } from "./answer-stream.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { createShownPageSender } from "./create-shown-page-sender.js";
import { formatStoreEvent } from "./format-store-event.js";
import {
  readOptionalObjectField,
  readOptionalTextField,
  readTextField,
  readTextListField,
} from "./read-body-fields.js";
import { readNamespaceEntryCount } from "./read-namespace-entry-count.js";
import { readShownDocument } from "./read-shown-document.js";
import { watchDatabaseFiles } from "./watch-database-files.js";

/** A watch of a namespace keeps all of its keys; of a larger one than this, only the keys that are shown are watched. */
const MOST_WATCHED = 10_000;

/** Nobody looks at more lines than this, so a reader that is slow loses the rest. */
const MOST_WAITING = 1_000;

/**
 * `live`: changes of a namespace through `watch`, what is shown of it after them, and what the store tells of; without a namespace, a
 * hint where anything may have changed. It goes on until the reader leaves or the store fails.
 */
export async function streamLiveEvents(
  context: InspectorContext,
  body: ApiRequestBody,
  answer: AnswerStream,
): Promise<void> {
  const owner = readOptionalTextField(body, "owner");
  const namespace = owner === undefined ? "" : readTextField(body, "namespace");
  const keys = owner === undefined ? [] : readTextListField(body, "keys", MOST_WATCHED);
  const shown = readOptionalObjectField(body, "shown") ?? { operation: "entries", order: "newest" };
  answer.begin("text/event-stream");
  const send = createLiveEventSender(answer);
  const ignoreEvents = context.reopeningStore.listen((event) =>
    send({ type: "event", name: event.type, text: formatStoreEvent(event), at: context.environment.now() }),
  );
  const sendFailure = (error: unknown): void =>
    send({ type: "failed", failure: describeFailure(error, context.place) });
  const shownPage = createShownPageSender(async () => {
    if (answer.signal.aborted) return;
    try {
      const document = await readShownDocument(context, body, { ...shown, owner, namespace });
      send({ type: "shown", document });
    } catch (error) {
      sendFailure(error);
    }
  });
  const noteChange = (event?: LiveEvent): Promise<void> => {
    if (event !== undefined) send(event);
    return shownPage.noteChange();
  };
  const noteFilesChanged =
    owner === undefined ? (): void => send({ type: "moved" }) : (): void => shownPage.noteFilesChanged();
  const { databasePath } = context.place;
  const ignoreFiles = databasePath === undefined ? undefined : watchDatabaseFiles(databasePath, noteFilesChanged);
  try {
    if (owner === undefined) {
      send({ type: "moved" });
      await waitForAbort(answer.signal);
    } else
      await context.reopeningStore.use((store) =>
        followNamespace(context, store, { owner, namespace, keys }, answer.signal, noteChange),
      );
  } catch (error) {
    sendFailure(error);
  } finally {
    shownPage.end();
    ignoreFiles?.();
    ignoreEvents();
    await send.finish();
  }
}

interface WatchedNamespace {
  readonly owner: string;
  readonly namespace: string;
  readonly keys: readonly string[];
}

/** Calls `noteChange` when the watch has begun, and with each change, one after the other. */
async function followNamespace(
  { environment }: InspectorContext,
  store: ReadOnlyStateStore,
  { owner, namespace, keys }: WatchedNamespace,
  signal: AbortSignal,
  noteChange: (event?: LiveEvent) => Promise<void>,
): Promise<void> {
  const entries = await readNamespaceEntryCount(store, owner, namespace);
  const options: WatchOptions = entries <= MOST_WATCHED ? { signal } : { keys, signal };
  const changes = openNamespaceStore(store, owner, namespace).watch(options);
  // What is read after the watch began is seen by it: from now on the page misses nothing.
  await readNamespaceEntryCount(store, owner, namespace);
  await noteChange();
  for await (const { key, entry } of changes) {
    const at = entry?.createdAt ?? environment.now();
    await noteChange({ type: "change", key, keyShown: toPrintableText(key), isGone: entry === undefined, at });
  }
}

/** Takes events to be sent; `finish` resolves when the last of them is. */
type LiveEventSender = ((event: LiveEvent) => void) & { finish(): Promise<void> };

/** Sends one event after the other, as fast as they are read. */
function createLiveEventSender(answer: AnswerStream): LiveEventSender {
  let waiting = 0;
  let sent = Promise.resolve();
  const send = (event: LiveEvent): void => {
    if (waiting >= MOST_WAITING && event.type !== "shown") return;
    waiting += 1;
    sent = sent
      .then(() => answer.write(`data: ${JSON.stringify(event)}\n\n`))
      // Who left is noticed by the signal.
      .catch(() => undefined)
      .finally(() => {
        waiting -= 1;
      });
  };
  return Object.assign(send, { finish: () => sent });
}

function waitForAbort(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
