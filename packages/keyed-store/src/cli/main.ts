#!/usr/bin/env node
import { run } from "./run.js";
import { createProcessWorld } from "./world/process-world.js";

process.exitCode = await run(process.argv.slice(2), createProcessWorld());
