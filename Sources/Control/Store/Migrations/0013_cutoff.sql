-- The same cutoff. A function in SQL that is not inlined is parsed and planned anew in every statement that calls it, and the
-- view device_state calls it for each column that depends on silence; one in PL/pgSQL keeps its plan for the session.
create or replace function liveness_cutoff() returns timestamptz language plpgsql stable as $$
begin
    return (
        with spans as (
            select unnest(range_agg(tstzrange(since, until))) as span
            from served
            where until > now() - interval '1 day'
        ),
        walked as (
            select lower(span) as since, upper(span) as until,
                   coalesce(sum(upper(span) - lower(span)) over (
                       order by upper(span) desc rows between unbounded preceding and 1 preceding), interval '0') as later
            from spans
        )
        select coalesce(
            (select until - (interval '5 minutes' - later)
             from walked
             where later < interval '5 minutes' and later + (until - since) >= interval '5 minutes'
             limit 1),
            '-infinity'));
end
$$;
