import type { EventStore as RealEventStore } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { ConversationStore as RealConversationStore } from "@slack/bolt";
import type { BetterAuthOptions } from "better-auth";
import type { StateAdapter as RealStateAdapter } from "chat";
import type { StorageAdapter as RealStorageAdapter } from "grammy";
import type { SessionStore as RealSessionStore } from "telegraf";
import { expectTypeOf, test } from "vitest";
import type { SecondaryStorage } from "../dist/better-auth/index.js";
import type { ConversationStore, GrammyStorageAdapter, TelegrafStore } from "../dist/bots/index.js";
import type { ChatSdkStateAdapter } from "../dist/chat/index.js";
import type { EventStore } from "../dist/mcp/index.js";

interface Session {
  readonly count: number;
}

/** A host's type with every member that it may ask for. */
type Whole<T> = { [Name in keyof T]-?: NonNullable<T[Name]> };

test("the hosts take what the doors give, and the doors have every member that a host may ask for", () => {
  expectTypeOf<SecondaryStorage>().toExtend<Whole<NonNullable<BetterAuthOptions["secondaryStorage"]>>>();
  expectTypeOf<ChatSdkStateAdapter>().toExtend<Whole<RealStateAdapter>>();
  expectTypeOf<GrammyStorageAdapter<Session>>().toExtend<Whole<RealStorageAdapter<Session>>>();
  expectTypeOf<TelegrafStore<Session>>().toExtend<Whole<RealSessionStore<Session>>>();
  expectTypeOf<ConversationStore<Session>>().toExtend<Whole<RealConversationStore<Session>>>();
  expectTypeOf<EventStore>().toExtend<Whole<RealEventStore>>();
});
