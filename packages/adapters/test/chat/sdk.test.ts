import { type Adapter, Chat, Message } from "chat";
import { expect, onTestFinished, test } from "vitest";
import { createChatSdkState } from "../../dist/chat/index.js";
import { describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";

const THREAD = "test:C1:1";

describeOnEachBackend("the Chat SDK itself", (backend) => {
  test("two bots on one file handle each message once, one after the other, and know the thread after a restart", async () => {
    const directory = makeDirectory();
    const stores = [await openStore(backend, { directory }), await openStore(backend, { directory })] as const;
    const handled: string[] = [];
    const gate = openGate();
    const bots = await Promise.all(
      stores.map((store) =>
        startBot(createChatSdkState(store), async (text) => {
          handled.push(text);
          if (text === "first") await gate.opened;
        }),
      ),
    );
    const [one, other] = bots;
    if (one === undefined || other === undefined) throw new Error("there are two");

    const first = one.receive("1", "first", true);
    await gate.reached(() => handled.length > 0);
    // The other bot finds the thread locked, and queues the message for whoever holds it.
    await other.receive("2", "second");
    // Platforms deliver twice; the second time is noticed by whichever bot gets it.
    await other.receive("1", "first", true);
    expect(handled).toEqual(["first"]);
    gate.open();
    await first;
    expect(handled).toEqual(["first", "second"]);

    await Promise.all(bots.map(({ chat }) => chat.shutdown()));
    await Promise.all(stores.map((store) => store.close()));
    const later = await startBot(createChatSdkState(await openStore(backend, { directory })), async (text) => {
      handled.push(text);
    });
    await later.receive("3", "third");
    expect(handled).toEqual(["first", "second", "third"]);
  });

  test("a message whose lock cannot be had for the store's sake is an error of its processing", async () => {
    const store = await openStore(backend);
    const bot = await startBot(createChatSdkState(store), async () => undefined);
    await store.close();
    await expect(bot.receive("1", "first", true)).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });
});

interface Bot {
  readonly chat: Chat;
  /** Has a message handled, as the adapter of a platform does. */
  readonly receive: (id: string, text: string, isMention?: boolean) => Promise<void>;
}

async function startBot(
  state: ReturnType<typeof createChatSdkState>,
  handle: (text: string) => Promise<void>,
): Promise<Bot> {
  const platform = {
    name: "test",
    userName: "bot",
    initialize: async () => undefined,
    channelIdFromThreadId: () => "test:C1",
    fetchMessages: async () => ({ messages: [] }),
  };
  // Of all that a platform offers, nothing else is asked for here.
  const adapter = platform as unknown as Adapter;
  const chat = new Chat({
    userName: "bot",
    adapters: { test: adapter },
    state,
    concurrency: "queue",
    logger: "silent",
  });
  chat.onNewMention(async (thread, message) => {
    await thread.subscribe();
    await handle(message.text);
  });
  chat.onSubscribedMessage(async (_thread, message) => handle(message.text));
  await chat.initialize();
  onTestFinished(() => chat.shutdown());
  return {
    chat,
    async receive(id, text, isMention = false) {
      await chat.processMessage(adapter, THREAD, toMessage(id, text, isMention));
    },
  };
}

function toMessage(id: string, text: string, isMention: boolean): Message {
  return new Message({
    id,
    text,
    isMention,
    threadId: THREAD,
    attachments: [],
    author: { userId: "U1", userName: "ada", fullName: "Ada", isBot: false, isMe: false },
    formatted: { type: "root", children: [] },
    metadata: { dateSent: new Date(0), edited: false },
    raw: {},
  });
}

/** What a handler waits for, and a way to wait until it does. */
function openGate(): {
  readonly opened: Promise<void>;
  readonly open: () => void;
  readonly reached: (condition: () => boolean) => Promise<void>;
} {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    opened,
    open: () => open(),
    async reached(condition) {
      while (!condition()) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
