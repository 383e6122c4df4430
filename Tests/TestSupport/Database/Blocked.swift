public import SQL

extension Connection {
    /// Waits until another session waits for a lock of this transaction, so that a test knows what the two meet in.
    /// - Throws: `SQLError` when nobody does for ten seconds.
    public func waitUntilSomebodyIsBlocked() throws {
        try execute(
            script: """
                do $$ begin
                    for i in 1..1000 loop
                        if exists (select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))) then
                            return;
                        end if;
                        perform pg_sleep(0.01);
                        perform pg_stat_clear_snapshot();
                    end loop;
                    raise exception 'nobody waits';
                end $$
                """)
    }
}
