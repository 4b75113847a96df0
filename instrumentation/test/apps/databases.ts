/** A database that an agent of the name of its CLIENT calls, well and badly. */
import { agent } from '@agent-vitals/instrumentation';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { createPool } from 'mysql2/promise';
import { createClient } from 'redis';

const { MYSQL_PORT, REDIS_PORT, MONGODB_PORT } = process.env;
const host = '127.0.0.1';

/** What an agent does with a database, and how to leave it. */
interface Session {
  readonly works: () => Promise<unknown>;
  readonly fails: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

const mysql2 = async (): Promise<Session> => {
  const pool = createPool({ host, port: Number(MYSQL_PORT), user: 'root' });
  await pool.query('CREATE DATABASE IF NOT EXISTS shop');
  await pool.query('CREATE TABLE IF NOT EXISTS shop.orders (id INTEGER, name TEXT)');
  return {
    works: async () => {
      await pool.query('INSERT INTO shop.orders VALUES (?, ?)', [1, 'Ada Lovelace']);
      const [rows] = await pool.execute('SELECT name FROM shop.orders WHERE id = ?', [1]);
      return rows;
    },
    fails: () => pool.query('SELECT nothing FROM shop.orders'),
    close: () => pool.end(),
  };
};

const ioredis = async (): Promise<Session> => {
  const client = new Redis({ host, port: Number(REDIS_PORT) });
  return {
    works: async () => {
      await client.set('order', 'Ada Lovelace');
      return await client.get('order');
    },
    fails: () => client.incr('order'),
    close: () => client.quit(),
  };
};

const redis = async (): Promise<Session> => {
  const client = createClient({ socket: { host, port: Number(REDIS_PORT) } });
  await client.connect();
  return {
    works: async () => {
      await client.set('order', 'Ada Lovelace');
      return await client.get('order');
    },
    fails: () => client.incr('order'),
    close: () => client.close(),
  };
};

const mongodb = async (): Promise<Session> => {
  const client = new MongoClient(`mongodb://${host}:${MONGODB_PORT}/`);
  const orders = client.db('shop').collection<{ _id: number; name: string }>('orders');
  return {
    works: async () => {
      await orders.insertOne({ _id: 1, name: 'Ada Lovelace' });
      return await orders.findOne({ _id: 1 });
    },
    fails: () => client.db('shop').command({ nothing: 1 }),
    close: () => client.close(),
  };
};

const CLIENTS: Readonly<Record<string, () => Promise<Session>>> = {
  mysql2,
  ioredis,
  redis,
  mongodb,
};

const name = process.env['CLIENT'] ?? '';
const open = CLIENTS[name];
if (open === undefined) throw new Error(`no client ${name}`);
const { works, fails, close } = await open();
const seen = {
  works: await agent(name, works)(),
  fails: await agent(name, fails)().catch((error: unknown) => (error as Error).message),
};
await close();
process.stdout.write(JSON.stringify(seen));
