-- Writes each row of nexus.rows by the first of its statements that the database accepts. What was refused is in
-- nexus.refused then, each with the reason that the first statement was given.
DO $write$
DECLARE
    made jsonb;
    attempt text;
    written bigint;
    reason text;
    refused jsonb := '[]';
BEGIN
    FOR made IN SELECT jsonb_array_elements(current_setting('nexus.rows')::jsonb) LOOP
        reason := 'the table takes no row';
        FOR attempt IN SELECT jsonb_array_elements_text(made -> 'attempts') LOOP
            BEGIN
                EXECUTE attempt;
                GET DIAGNOSTICS written = ROW_COUNT;
                IF written > 0 THEN
                    reason := NULL;
                    EXIT;
                END IF;
            EXCEPTION WHEN OTHERS OR assert_failure THEN
                IF reason = 'the table takes no row' THEN
                    reason := SQLERRM;
                END IF;
            END;
        END LOOP;
        IF reason IS NOT NULL THEN
            refused := refused || jsonb_build_object('table', made -> 'table', 'reason', reason);
        END IF;
    END LOOP;
    PERFORM set_config('nexus.refused', refused::text, true);
END
$write$
